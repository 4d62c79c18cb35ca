package dev.fairlead.deploy;

import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Outcome.PlayRan;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.Outcome.ServerMoved.Moved;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down how a step ended, or what its host said of one that nobody saw end. */
@Component
class StepEnds {
    static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final StepStore steps;
    private final EnvironmentStore environments;
    private final HostStates hosts;
    private final TaskEnds tasks;
    private final Sightings sightings;
    private final Soaking soaking;
    private final Remarks remarks;
    private final Jobs jobs;

    StepEnds(
            StepStore steps,
            EnvironmentStore environments,
            HostStates hosts,
            TaskEnds tasks,
            Sightings sightings,
            Soaking soaking,
            Remarks remarks,
            Jobs jobs) {
        this.steps = steps;
        this.environments = environments;
        this.hosts = hosts;
        this.tasks = tasks;
        this.sightings = sightings;
        this.soaking = soaking;
        this.remarks = remarks;
        this.jobs = jobs;
    }

    void ended(Deployment deployment, Step step, Outcome outcome) {
        switch (outcome) {
            case HostStepRan ran when ran.refused() -> steps.lose(step.id(), ran.failure());
            case ServerMoved moved -> moved(deployment, step, moved);
            case HostObserved told -> observed(deployment, step, told);
            case PlayRan ran when ran.refused() -> steps.lose(step.id(), ran.failure());
            case PlayRan ran -> end(step, ran.failure(), ran.summary(), null);
            case HostStepRan ran when step.name() == StepName.TASK -> task(deployment, step, ran);
            case HostStepRan ran -> ran(step, ran);
            case Outcome.HostChecked told -> soaking.ended(deployment, step, told);
            case Outcome.HostTried tried ->
                    end(step, Preflight.lacking(step.host(), tried), "", null);
            case Outcome.Built _, Outcome.CommandsWritten _, Outcome.BalancersSeen _ ->
                    end(step, outcome.failure(), "", null);
        }
    }

    /** The host's answer about a step that is unknown. */
    void answered(Deployment deployment, Step step, Outcome outcome) {
        if (step.state() != StepState.UNKNOWN || !(outcome instanceof HostObserved told)) {
            return;
        }
        var looks = step.job() != null && jobs.spec(step.job()) instanceof CheckHost;
        switch (looks
                ? Resolution.ofLook(told)
                : Resolution.of(step.name().word(), step.fence(), told)) {
            case Resolution.Done() ->
                    steps.end(step.id(), StepState.DONE, "its host says that it was done", null);
            case Resolution.Failed(String note) -> {
                end(step, note, "", null);
                nothingFollowed(step);
            }
            case Resolution.NotRun() -> {
                notRun(step);
                nothingFollowed(step);
            }
            case Resolution.StillRunning() ->
                    steps.askAgainAfter(step.id(), LOOK_AGAIN, "its host says that it still runs");
            case Resolution.CannotBeLearned(String note) when deployment.stopping() ->
                    end(step, note, "", null); // nobody says any more how to go on with it
            case Resolution.CannotBeLearned(String note) -> steps.stuck(step.id(), note);
        }
    }

    private void task(Deployment deployment, Step step, HostStepRan ran) {
        var told = tasks.of(definition(deployment).tasks().get(step.part()), step, ran);
        end(step, told.failure(), told.note(), null);
    }

    /** One that was ended before it was over. What it had done until then stays. */
    void playEnded(Step step, String why) {
        end(step, "Ansible was ended: " + why + ". What it had done until then stays.", "", null);
    }

    private void notRun(Step step) {
        if (step.name() == StepName.PLAY) {
            steps.stuck(step.id(), "Ansible was not begun: " + step.note());
            return;
        }
        steps.end(step.id(), StepState.NOT_RUN, "it was not run: " + step.note(), null);
        steps.again(step);
    }

    private void nothingFollowed(Step step) {
        Ahead.lostWith(step, steps.of(step.deployment())).forEach(this::notRun);
    }

    private void ran(Step step, HostStepRan ran) {
        remarks.add(step, ran.notes());
        var notes = String.join(" ", ran.notes());
        end(step, ran.passed() ? "" : (ran.failure() + " " + notes).strip(), notes, null);
    }

    /** In its pool is a host only that gets requests through every balancer. */
    private void moved(Deployment deployment, Step step, ServerMoved moved) {
        var seats = moved.seats();
        if (!seats.isEmpty()) {
            hosts.park(deployment, step.host(), !seats.stream().allMatch(Moved::serves));
        }
        end(
                step,
                moved.failure(),
                told(seats),
                seats.isEmpty() ? null : seats.stream().mapToInt(Moved::sessions).sum());
    }

    private static String told(List<Moved> seats) {
        return seats.stream()
                .map(seat -> "%s: %s → %s".formatted(seat.balancer(), seat.before(), seat.after()))
                .collect(Collectors.joining(", "));
    }

    private void observed(Deployment deployment, Step step, HostObserved told) {
        if (told.passed()) {
            sightings.observed(deployment, step.host(), told);
        }
        var against = Judgement.of(deployment, definition(deployment), step.host(), told);
        end(step, against, "sha256 " + told.sha256(), null);
    }

    private Definition definition(Deployment deployment) {
        return environments
                .get(deployment.environmentId(), deployment.environmentVersion())
                .definition();
    }

    private void end(Step step, String failure, String note, @Nullable Integer sessions) {
        if (failure.isEmpty()) {
            steps.end(step.id(), StepState.DONE, note, sessions);
        } else {
            steps.end(step.id(), StepState.FAILED, failure, sessions);
        }
    }
}
