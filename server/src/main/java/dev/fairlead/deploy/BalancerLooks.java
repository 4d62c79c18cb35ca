package dev.fairlead.deploy;

import dev.fairlead.deploy.BalancerLookStore.Look;
import dev.fairlead.fleet.Agent;
import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.JobSpec.LookAtBalancers;
import dev.fairlead.protocol.Outcome.BalancersSeen;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks at the balancers of environments, and keeps what they say of the hosts and the traffic. */
@Component
class BalancerLooks {
    /** Before any step: a look takes a moment, and what it counts begins before the first drain. */
    private static final int PRIORITY = 25;

    private final EnvironmentStore environments;
    private final BalancerLookStore looks;
    private final PoolStore pools;
    private final TrafficStore traffic;
    private final PoolGuards guards;
    private final HostJobs jobs;
    private final Agents agents;

    BalancerLooks(
            EnvironmentStore environments,
            BalancerLookStore looks,
            PoolStore pools,
            TrafficStore traffic,
            PoolGuards guards,
            HostJobs jobs,
            Agents agents) {
        this.environments = environments;
        this.looks = looks;
        this.pools = pools;
        this.traffic = traffic;
        this.guards = guards;
        this.jobs = jobs;
        this.agents = agents;
    }

    /** Outside of deployments, now and then. */
    void look(Environment environment) {
        if (!looks.isOpen(environment.id())) {
            look(environment, new Look(environment.id(), null));
        }
    }

    /** Wherever something is at work or parked. */
    @Transactional
    public void lookWhereItMatters() {
        for (var due : looks.due()) {
            look(environments.get(due.environment()), due);
        }
    }

    /** The counters as they stand before the first step, and after the last. */
    @EventListener
    public void on(DeploymentChanged event) {
        var deployment = event.deployment();
        if (deployment.state() != Deployment.State.WAITING) {
            look(event.environment(), new Look(event.environment().id(), deployment.id()));
        }
    }

    private void look(Environment environment, Look look) {
        var definition = environment.definition();
        if (!definition.balancers().isEmpty()) {
            var balancers =
                    definition.balancers().stream()
                            .map(one -> Reaches.balancer(definition, one))
                            .toList();
            var spec = new LookAtBalancers(environment.name(), balancers);
            looks.begin(jobs.queue(environment, agent(definition), PRIORITY, spec), look);
        }
    }

    /** The agent of a host that moves the host can look, too; one that is there, if any is. */
    private String agent(Definition definition) {
        var there =
                agents.all().stream()
                        .filter(agent -> agent.pool().equals(Jobs.DEPLOY_POOL) && agent.online())
                        .map(Agent::name)
                        .collect(Collectors.toSet());
        var wanted = definition.hosts().stream().map(Definition.Host::agent).toList();
        return wanted.stream().filter(there::contains).findFirst().orElse(wanted.getFirst());
    }

    @EventListener
    @Transactional
    public void on(JobEvent event) {
        if (!Engine.isBesideSteps(event.job()) || !event.mayEnd(BalancersSeen.class)) {
            return;
        }
        looks.end(event.job().id())
                .ifPresent(look -> {
                    if (event instanceof JobEvent.Finished(var _, BalancersSeen seen)) {
                        seen(look, seen);
                    }
                });
    }

    private void seen(Look look, BalancersSeen seen) {
        var environment = environments.get(look.environment());
        for (var one : seen.balancers()) {
            pools.seen(environment, one);
            if (look.deployment() != null && one.traffic() != null) {
                traffic.sample(look.deployment(), one.balancer(), one.traffic());
            }
        }
        pools.forgetOthers(environment);
        guards.assertOut(environment);
    }
}
