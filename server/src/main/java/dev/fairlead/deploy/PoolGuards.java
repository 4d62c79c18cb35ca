package dev.fairlead.deploy;

import dev.fairlead.deploy.PoolGuardStore.Guard;
import dev.fairlead.fleet.Job;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.Outcome.ServerMoved;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a host out again that gets requests although a deployment left it out, and nobody is at
 * work on it: its balancer was reloaded and forgot. While a step is at work its own agent watches.
 * Nothing puts the host back before this is over, or an old word would take out a healthy host.
 */
@Component
class PoolGuards {
    private static final int PRIORITY = 25;

    private final PoolGuardStore guards;
    private final PoolReturnStore returns;
    private final PoolStore pools;
    private final HostStates hosts;
    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final StepStore steps;
    private final HostJobs hostJobs;
    private final Remarks remarks;
    private final Engine engine;
    private final Turns turns;
    private final Jobs jobs;

    PoolGuards(
            PoolGuardStore guards,
            PoolReturnStore returns,
            PoolStore pools,
            HostStates hosts,
            EnvironmentStore environments,
            DeploymentStore deployments,
            StepStore steps,
            HostJobs hostJobs,
            Remarks remarks,
            Engine engine,
            Turns turns,
            Jobs jobs) {
        this.guards = guards;
        this.returns = returns;
        this.pools = pools;
        this.hosts = hosts;
        this.environments = environments;
        this.deployments = deployments;
        this.steps = steps;
        this.hostJobs = hostJobs;
        this.remarks = remarks;
        this.engine = engine;
        this.turns = turns;
        this.jobs = jobs;
    }

    /** After balancers were looked at, in the same transaction. */
    void assertOut(Environment environment) {
        var forgotten =
                pools.seats(environment.id()).stream()
                        .filter(SeatState::serves)
                        .map(SeatState::host)
                        .collect(Collectors.toSet());
        forgotten.retainAll(hosts.parked(environment.id()));
        if (!forgotten.isEmpty()) {
            underLock(environment).ifPresent(idle -> takeOut(idle, forgotten));
        }
    }

    /** What is under way, with its row locked; empty while hosts are being put back. */
    private record Idle(Environment environment, Optional<Deployment> running) {}

    private Optional<Idle> underLock(Environment environment) {
        var running = deployments.running(environment.id());
        if (running.isPresent()) {
            var locked = deployments.lock(running.get().id());
            return locked.state() == Deployment.State.RUNNING
                    ? Optional.of(new Idle(environment, Optional.of(locked)))
                    : Optional.empty();
        }
        environments.lock(environment.id());
        return deployments.running(environment.id()).isEmpty() && !returns.isOpen(environment.id())
                ? Optional.of(new Idle(environment, Optional.empty()))
                : Optional.empty();
    }

    private void takeOut(Idle idle, Set<String> forgotten) {
        var environment = idle.environment();
        var busy =
                idle.running().stream()
                        .flatMap(running -> steps.of(running.id()).stream())
                        .filter(step -> step.state() == StepState.ISSUED && !step.isPrepared())
                        .map(Step::host)
                        .collect(Collectors.toSet());
        var parked = hosts.parked(environment.id());
        forgotten.stream()
                .filter(host -> parked.contains(host) && !busy.contains(host))
                .filter(host -> !guards.isOpen(environment.id(), host))
                .flatMap(host -> environment.definition().host(host).stream())
                .forEach(host -> takeOut(idle, host));
    }

    private void takeOut(Idle idle, Definition.Host host) {
        var environment = idle.environment();
        var spec = StepSpecs.out(environment.definition(), host);
        var job = hostJobs.queue(environment, host.agent(), PRIORITY, spec);
        guards.begin(job, new Guard(environment.id(), host.name()));
    }

    @EventListener
    @Transactional
    public void on(JobEvent event) {
        if (Engine.isBesideSteps(event.job()) && event.mayEnd(ServerMoved.class)) {
            guards.find(event.job().id()).ifPresent(guard -> ended(guard, event));
        }
    }

    private void ended(Guard guard, JobEvent event) {
        if (event instanceof JobEvent.Finished(var _, ServerMoved moved)) {
            remark(guard, moved);
        }
        goOn(guard, event.job());
    }

    private void remark(Guard guard, ServerMoved moved) {
        var by = hosts.parkedBy(guard.environment()).get(guard.host());
        if (by != null) {
            moved.seats().stream()
                    .filter(seat -> !seat.before().startsWith("MAINT"))
                    .forEach(seat ->
                            remarks.add(
                                    by,
                                    guard.host(),
                                    "kept out",
                                    "%s was %s at %s although it was left out: the balancer had forgotten that, and was told again."
                                            .formatted(
                                                    guard.host(), seat.before(), seat.balancer())));
        }
    }

    private void goOn(Guard guard, Job job) {
        guards.end(job.id());
        var running = deployments.running(guard.environment());
        if (running.isPresent()) {
            engine.advance(deployments.lock(running.get().id()));
        } else {
            turns.startNext(environments.lock(guard.environment()));
        }
    }

    void giveUpForgotten() {
        for (var job : guards.forgotten()) {
            jobs.cancelQueued(job, "no agent took it within a minute");
        }
    }
}
