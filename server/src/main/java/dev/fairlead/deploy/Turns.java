package dev.fairlead.deploy;

import java.util.Comparator;
import java.util.List;
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
    private final Engine engine;
    private final PoolReturnStore returns;
    private final PoolGuardStore guards;
    private final ApplicationEventPublisher events;

    Turns(
            DeploymentStore deployments,
            HostStates hosts,
            Engine engine,
            PoolReturnStore returns,
            PoolGuardStore guards,
            ApplicationEventPublisher events) {
        this.deployments = deployments;
        this.hosts = hosts;
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
        var started = deployments.start(next.id(), environment.version());
        events.publishEvent(new DeploymentChanged(started, environment));
        engine.begin(started, environment, order(environment));
    }

    /** Hosts that are out of the pool already come first: they cost nobody a request. */
    private List<String> order(Environment environment) {
        var parked = hosts.parked(environment.id());
        return environment.definition().hosts().stream()
                .map(Definition.Host::name)
                .sorted(Comparator.comparing((String host) -> !parked.contains(host)))
                .toList();
    }

    private Optional<String> against(Deployment next, Environment environment) {
        if (next.cause() == Deployment.Cause.AUTOMATIC) {
            return deployments
                    .lastVerified(environment.id())
                    .filter(now -> Versions.compare(next.version(), now.version()) <= 0)
                    .map(now -> "Skipped: " + now.version() + " runs here already.");
        }
        return next.environmentVersion() == environment.version()
                ? Optional.empty()
                : Optional.of(
                        "%s was edited since: version %d was shown, it is version %d now. Promote again."
                                .formatted(
                                        environment.name(),
                                        next.environmentVersion(),
                                        environment.version()));
    }
}
