package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.PLANNED;

import dev.fairlead.fleet.Job;
import dev.fairlead.fleet.JobState;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Journals of deployments as values. */
final class Journals {
    static final Set<StepName> ALL = Set.of(StepName.values());

    /** What a host has whose environment has a balancer and no hooks. */
    static final List<StepName> OF_HOST =
            List.of(
                    StepName.FETCH,
                    StepName.DRAIN,
                    StepName.STOP,
                    StepName.INSTALL,
                    StepName.START,
                    StepName.VERIFY,
                    StepName.OBSERVE,
                    StepName.BACK,
                    StepName.CONFIRM);

    private Journals() {}

    static List<Step> planned(int hosts, int batch) {
        var steps = new ArrayList<Step>();
        for (int host = 0; host < hosts; host++) {
            for (var name : OF_HOST) {
                var own = name.phase() == Stage.Phase.TURNS ? 1 + host / batch : 0;
                steps.add(step(steps.size() + 1, "order-" + (host + 1), host, own, name));
            }
        }
        return steps;
    }

    /** With checks at the end. */
    static List<Step> settling(List<Step> journal, int hosts) {
        var steps = new ArrayList<>(journal);
        steps.add(step(steps.size() + 1, "", hosts, 0, StepName.SETTLE));
        return steps;
    }

    /** As it is planned for an environment. */
    static List<Step> of(Definition definition, Set<String> parked) {
        var steps = new ArrayList<Step>();
        for (var one : JournalPlan.of(definition, parked, Set.of())) {
            steps.add(planned(steps.size() + 1, one));
        }
        return steps;
    }

    static Step planned(long id, JournalPlan.Planned one) {
        return step(id, one.host(), one.position(), one.batch(), one.name());
    }

    private static Step step(long id, String host, int position, int batch, StepName name) {
        return new Step(
                id, 1, host, position, batch, name, 0, 1, PLANNED, null, null, null, "", false,
                null, null, null);
    }

    /** One attempt at a step of the first host's turn, begun and ended then; null for not yet. */
    static Step attempt(
            long id, StepName name, int attempt, StepState state, @Nullable Instant at) {
        return new Step(
                id, 1, "order-1", 0, 1, name, 0, attempt, state, null, null, null, "", false, null,
                at, at);
    }

    /** Of a deployment that nobody steers, of hosts in no pool. */
    static Course course(Instant now) {
        return course(now, Strategy.Pause.NONE);
    }

    static Course course(Instant now, Strategy.Pause pause) {
        return new Course(
                false,
                Course.Ending.NONE,
                false,
                0,
                0,
                Set.of(),
                Set.of(),
                Set.of(),
                pause,
                1,
                now);
    }

    /** A step that is left out, with the reason. */
    static Step left(Step s, String why) {
        return new Step(
                s.id(),
                s.deployment(),
                s.host(),
                s.position(),
                s.batch(),
                s.name(),
                s.part(),
                s.attempt(),
                StepState.SKIPPED,
                s.fence(),
                s.job(),
                null,
                why,
                false,
                null,
                null,
                null);
    }

    /** Another attempt of a step, planned. */
    static Step again(long id, Step s) {
        return new Step(
                id,
                1,
                s.host(),
                s.position(),
                s.batch(),
                s.name(),
                s.part(),
                s.attempt() + 1,
                PLANNED,
                null,
                null,
                null,
                "",
                false,
                null,
                null,
                null);
    }

    /** What agents are at, without what was given ahead. */
    static List<Step> underWay(List<Step> attempts) {
        return attempts.stream()
                .filter(step -> step.state() == StepState.ISSUED && !step.isAhead(attempts))
                .toList();
    }

    /** A job as it is once it has ended. */
    static Job over(Job job) {
        return new Job(
                job.id(),
                job.pool(),
                job.wantedAgent(),
                job.labels(),
                JobState.FINISHED,
                job.fence(),
                job.agent(),
                null,
                job.queued(),
                job.started() == null ? job.queued() : job.started(), // none was claimed
                Instant.now(),
                job.purpose());
    }

    /** What a host tells of its journal, and of nothing else. */
    static HostObserved telling(@Nullable LastStep last) {
        return new HostObserved("", null, null, null, null, null, last, false, List.of());
    }

    /** What was given with a step, and is not begun. */
    static List<Step> given(List<Step> attempts, Step with) {
        return attempts.stream()
                .filter(step -> step.state() == StepState.ISSUED)
                .filter(step -> step.host().equals(with.host()) || step.isPrepared())
                .filter(step -> step.job() > with.job())
                .toList();
    }

    /** What an agent asks for that has done all of a row, with the first of it first. */
    static List<Step> nextStage(List<Step> attempts, Step last) {
        var given = given(attempts, last);
        return given.stream().allMatch(Step::isPrepared)
                ? given.stream().sorted(Comparator.comparing(Step::job)).toList()
                : List.of();
    }

    static Step with(Step s, StepState state, Long fence, Long job, Long asking, boolean stuck) {
        return with(s, state, fence, job, asking, stuck, null);
    }

    static Step with(
            Step s,
            StepState state,
            Long fence,
            Long job,
            Long asking,
            boolean stuck,
            Instant finished) {
        var issued = state == PLANNED ? null : Instant.EPOCH;
        return with(s, state, fence, job, asking, stuck, issued, finished);
    }

    private static Step with(
            Step s,
            StepState state,
            Long fence,
            Long job,
            Long asking,
            boolean stuck,
            @Nullable Instant issued,
            @Nullable Instant finished) {
        return new Step(
                s.id(),
                s.deployment(),
                s.host(),
                s.position(),
                s.batch(),
                s.name(),
                s.part(),
                s.attempt(),
                state,
                fence,
                job,
                asking,
                s.note(),
                stuck,
                null,
                issued,
                finished);
    }

    /** A step that is queued to follow what its agent is at. */
    static Step prepared(Step s, long fence) {
        return with(s, StepState.ISSUED, fence, fence, null, false, null, null);
    }

    /** The journal with the latest attempts of some steps of some hosts in another state. */
    static List<Step> where(
            List<Step> journal, Set<String> hosts, Set<StepName> names, StepState state) {
        return journal.stream()
                .map(step ->
                        hosts.contains(step.host()) && names.contains(step.name())
                                ? with(step, state, null, null, null, false)
                                : step)
                .toList();
    }
}
