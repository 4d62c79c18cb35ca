package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * One deployment at a time in an environment, and none while hosts are being put back into their
 * pools; the others wait for their turn in the order they were decided. Callers hold the
 * environment's row lock.
 */
@Component
class Turns {
    private final DeploymentStore deployments;
    private final HostStates hosts;
    private final PinnedCommits commits;
    private final Engine engine;
    private final PoolReturnStore returns;
    private final PoolGuardStore guards;
    private final ApplicationEventPublisher events;

    Turns(
            DeploymentStore deployments,
            HostStates hosts,
            PinnedCommits commits,
            Engine engine,
            PoolReturnStore returns,
            PoolGuardStore guards,
            ApplicationEventPublisher events) {
        this.deployments = deployments;
        this.hosts = hosts;
        this.commits = commits;
        this.engine = engine;
        this.returns = returns;
        this.guards = guards;
        this.events = events;
    }

    /** Starts the next one that still holds, when none is running. */
    void startNext(Environment environment) {
        while (deployments.running(environment.id()).isEmpty()
                && !returns.isOpen(environment.id())
                && !guards.isOpen(environment.id())) {
            var next = deployments.nextWaiting(environment.id());
            if (next.isEmpty()) {
                return;
            }
            var against = against(next.get(), environment);
            if (against.isPresent()) {
                var over =
                        deployments.finish(
                                next.get().id(), Deployment.State.STOPPED, against.get());
                events.publishEvent(new DeploymentChanged(over, environment));
            } else {
                start(next.get(), environment);
            }
        }
    }

    private void start(Deployment next, Environment environment) {
        var parked = hosts.parked(environment.id());
        var started = deployments.start(next.id(), environment.version(), parked);
        events.publishEvent(new DeploymentChanged(started, environment));
        var holding = hosts.holding(environment.id(), next.sha256());
        var before = deployments.lastVerified(environment.id()).orElse(null);
        var journal =
                new ArrayList<>(
                        TaskPlan.of(environment.definition(), Task.Situation.of(started, before)));
        journal.addAll(JournalPlan.of(environment.definition(), parked, holding));
        engine.begin(started, journal);
    }

    private Optional<String> against(Deployment next, Environment environment) {
        if (next.cause() == Deployment.Cause.AUTOMATIC) {
            return deployments
                    .lastVerified(environment.id())
                    .filter(now -> Versions.compare(next.version(), now.version()) <= 0)
                    .map(now -> "Skipped: " + now.version() + " runs here already.")
                    .or(() -> commits.against(environment));
        }
        return next.environmentVersion() == environment.version()
                ? commits.against(environment)
                : Optional.of(
                        "%s was edited since: version %d was shown, it is version %d now. Promote again."
                                .formatted(
                                        environment.name(),
                                        next.environmentVersion(),
                                        environment.version()));
    }
}
