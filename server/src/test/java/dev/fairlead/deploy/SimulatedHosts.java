package dev.fairlead.deploy;

import static java.util.Objects.requireNonNull;

import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.Outcome.ServerMoved.Moved;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Agents that do the jobs of one deployment as soon as they are queued, one after the other. */
final class SimulatedHosts {
    private final ApplicationContext context;
    private final Deployment deployment;

    /** What is done, such as {@code "start order-1"}; of no host it is the step alone. */
    final List<String> did = new ArrayList<>();

    /** The commands and the agents that got them. */
    final List<RunHostStep> commands = new ArrayList<>();

    final List<String> agents = new ArrayList<>();

    /** What fails, in the same words. */
    final Set<String> failing = new HashSet<>();

    /** What an agent is still at. */
    final Set<String> underWay = new HashSet<>();

    SimulatedHosts(ApplicationContext context, Deployment deployment) {
        this.context = context;
        this.deployment = deployment;
    }

    /** Until nothing is left to do but what is under way. */
    SimulatedHosts work() {
        for (var next = next(); next != null; next = next()) {
            end(next);
        }
        return this;
    }

    Deployment deployment() {
        return bean(DeploymentStore.class).find(deployment.id()).orElseThrow();
    }

    private @Nullable Step next() {
        return Journals.underWay(bean(StepStore.class).of(deployment.id())).stream()
                .filter(step -> !underWay.contains(named(step)))
                .min(Comparator.comparing(step -> requireNonNull(step.job())))
                .orElse(null);
    }

    /** The agent of a step is gone, and its host cannot tell what became of it. */
    void lose(String named, String why) {
        var lost =
                Journals.underWay(bean(StepStore.class).of(deployment.id())).stream()
                        .filter(step -> named(step).equals(named))
                        .findFirst()
                        .orElseThrow();
        var job = bean(Jobs.class).get(requireNonNull(lost.job()));
        Journals.given(bean(StepStore.class).of(deployment.id()), lost).reversed().stream()
                .map(one -> bean(Jobs.class).get(requireNonNull(one.job())))
                .forEach(given -> publish(new JobEvent.Withdrawn(given)));
        publish(new JobEvent.Lost(job, "its agent is gone"));
        var asking = requireNonNull(bean(StepStore.class).get(lost.id()).asking());
        publish(
                new JobEvent.Finished(
                        Journals.over(bean(Jobs.class).get(asking)),
                        new Outcome.HostObserved(
                                why, null, null, null, null, null, null, false, List.of())));
    }

    private void end(Step step) {
        var job = bean(Jobs.class).get(requireNonNull(step.job()));
        var spec = bean(Jobs.class).spec(job.id());
        did.add(named(step));
        if (spec instanceof RunHostStep command) {
            commands.add(command);
            agents.add(job.wantedAgent());
        }
        var outcome = outcome(step, spec);
        var row = new HeldRow(context, this::publish);
        row.end(step, spec.leadsOn(outcome) && !row.isRecalled(job));
        publish(new JobEvent.Finished(Journals.over(job), outcome));
        bean(Jobs.class).cancelQueued(job.id(), "nobody will claim it");
    }

    private void publish(JobEvent event) {
        bean(TransactionTemplate.class).executeWithoutResult(_ -> context.publishEvent(event));
    }

    private Outcome outcome(Step step, JobSpec spec) {
        var failure = failing.contains(named(step)) ? named(step) + " went wrong." : "";
        return switch (spec) {
            case RunHostStep _ -> new Outcome.HostStepRan(failure, 0, 1, false);
            case CheckHost _ -> new Outcome.HostChecked(failure, List.of(), false, List.of());
            case MoveServer move ->
                    new ServerMoved(
                            failure,
                            move.seats().stream()
                                    .map(seat ->
                                            new Moved(
                                                    seat.balancer().name(),
                                                    seat.server(),
                                                    "UP",
                                                    move.to() == MoveServer.To.DRAIN
                                                            ? "MAINT"
                                                            : "UP",
                                                    0))
                                    .toList(),
                            1);
            default ->
                    new Outcome.HostObserved(
                            failure,
                            "App.java",
                            deployment.sha256(),
                            null,
                            null,
                            deployment.version(),
                            null,
                            false,
                            List.of());
        };
    }

    private static String named(Step step) {
        return (step.name().word() + " " + step.host()).strip();
    }

    private <T> T bean(Class<T> type) {
        return context.getBean(type);
    }
}
