package dev.fairlead.deploy;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.deploy.PoolReturn.State;
import dev.fairlead.fleet.Job;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.issue.Projects;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.HostObserved;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a host of a return from one step to the next, in the transaction of what came before. */
@Component
class PoolReturnSteps {
    private static final int PRIORITY = 15;

    private final PoolReturnStore returns;
    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final HostStates hosts;
    private final Sightings sightings;
    private final Turns turns;
    private final BalancerLooks looks;
    private final HostJobs jobs;
    private final Audit audit;
    private final Projects projects;

    PoolReturnSteps(
            PoolReturnStore returns,
            EnvironmentStore environments,
            DeploymentStore deployments,
            HostStates hosts,
            Sightings sightings,
            Turns turns,
            BalancerLooks looks,
            HostJobs jobs,
            Audit audit,
            Projects projects) {
        this.returns = returns;
        this.environments = environments;
        this.deployments = deployments;
        this.hosts = hosts;
        this.sightings = sightings;
        this.turns = turns;
        this.looks = looks;
        this.jobs = jobs;
        this.audit = audit;
        this.projects = projects;
    }

    void begin(PoolReturn of, Environment environment, String host) {
        queue(of, environment, host, StepName.VERIFY);
    }

    private void queue(PoolReturn of, Environment environment, String name, StepName step) {
        var deployment = deployments.find(of.deployment()).orElseThrow();
        var host = environment.definition().host(name).orElseThrow();
        var spec =
                Reaches.reached(
                        environment.definition(),
                        name,
                        elsewhere(StepSpecs.ofReturn(environment, deployment, host, step)));
        var job = jobs.queue(environment, deployment, host.agent(), PRIORITY, spec);
        returns.step(of.id(), name, step, job);
    }

    /** A host may be out at one balancer only: its check must not take it out at the others. */
    private static JobSpec elsewhere(JobSpec spec) {
        return spec instanceof JobSpec.RunHostStep run ? run.inItsPool() : spec;
    }

    @EventListener
    @Transactional
    public void on(JobEvent event) {
        if (!Engine.isBesideSteps(event.job()) || event instanceof JobEvent.Claimed) {
            return;
        }
        returns.environmentOf(event.job().id())
                .ifPresent(environment -> {
                    environments.lock(environment);
                    follow(event);
                });
    }

    private void follow(JobEvent event) {
        switch (event) {
            case JobEvent.Claimed _, JobEvent.Withdrawn _ -> {}
            case JobEvent.Finished(Job job, Outcome outcome) -> finished(job, outcome);
            case JobEvent.Lost(Job job, String why) -> refuse(job, why);
            case JobEvent.Cancelled(Job job, String why) -> refuse(job, why);
        }
    }

    private void finished(Job job, Outcome outcome) {
        var of = returns.byJob(job.id()).orElseThrow();
        var environment = environments.get(of.environmentId(), of.environmentVersion());
        var host = returns.host(job.id());
        var against = against(of, environment, host.name(), outcome);
        if (!against.isEmpty()) {
            end(of, environment, host.name(), State.REFUSED, against);
        } else if (host.step() == StepName.BACK) {
            hosts.unpark(environment.id(), host.name());
            end(of, environment, host.name(), State.RETURNED, "");
        } else {
            var next = host.step() == StepName.VERIFY ? StepName.OBSERVE : StepName.BACK;
            queue(of, environment, host.name(), next);
        }
    }

    private String against(PoolReturn of, Environment environment, String host, Outcome outcome) {
        if (!(outcome instanceof HostObserved told)) {
            return outcome.failure();
        }
        if (told.passed()) {
            sightings.looked(environment.id(), host, told);
        }
        var deployment = deployments.find(of.deployment()).orElseThrow();
        return Judgement.of(deployment, environment.definition(), host, told);
    }

    private void refuse(Job job, String why) {
        var of = returns.byJob(job.id()).orElseThrow();
        var environment = environments.get(of.environmentId(), of.environmentVersion());
        end(of, environment, returns.host(job.id()).name(), State.REFUSED, why);
    }

    private void end(
            PoolReturn of, Environment environment, String host, State state, String note) {
        returns.end(of.id(), host, state, note);
        audit.record(
                Actor.FAIRLEAD,
                "pool.return." + state.word(),
                projects.get(environment.projectId()).key() + "/" + environment.name(),
                Map.of("return", of.id(), "host", host, "note", note));
        if (returns.finish(of.id())) {
            looks.look(environment);
            turns.startNext(environments.get(environment.id()));
        }
    }
}
