package dev.fairlead.deploy;

import dev.fairlead.deploy.HostQuestionStore.Purpose;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.work.Signals;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks hosts what they run, outside of deployments: every minute, after one that failed, and for an
 * adoption. Nothing is asked while a deployment is at work there: its own steps ask.
 */
@Component
class Observations {
    private static final int PRIORITY = 5;

    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final HostQuestionStore questions;
    private final HostStates hosts;
    private final AdoptionStore adoptions;
    private final BalancerLooks balancers;
    private final Jobs jobs;
    private final StepSecrets secrets;
    private final Signals signals;

    Observations(
            EnvironmentStore environments,
            DeploymentStore deployments,
            HostQuestionStore questions,
            HostStates hosts,
            AdoptionStore adoptions,
            BalancerLooks balancers,
            Jobs jobs,
            StepSecrets secrets,
            Signals signals) {
        this.environments = environments;
        this.deployments = deployments;
        this.questions = questions;
        this.hosts = hosts;
        this.adoptions = adoptions;
        this.balancers = balancers;
        this.jobs = jobs;
        this.secrets = secrets;
        this.signals = signals;
    }

    @Transactional
    public void lookEverywhere() {
        for (var environment : environments.all()) {
            if (deployments.running(environment.id()).isEmpty()) {
                look(environment, Purpose.LOOK);
                balancers.look(environment);
            }
        }
    }

    void look(Environment environment, Purpose purpose) {
        var sha256 =
                deployments.lastVerified(environment.id()).map(Deployment::sha256).orElse(null);
        for (var host : environment.definition().hosts()) {
            if (purpose == Purpose.ADOPTION || !questions.isOpen(environment.id(), host.name())) {
                var spec = StepSpecs.question(environment.definition(), host, sha256, false);
                ask(environment, host, spec, purpose);
            }
        }
    }

    private void ask(Environment environment, Definition.Host host, JobSpec spec, Purpose purpose) {
        var reached = Reaches.reached(environment.definition(), host.name(), spec);
        var job = jobs.queue(Jobs.DEPLOY_POOL, host.agent(), PRIORITY, reached, Provision.NOTHING);
        secrets.giveKeys(environment, reached, job);
        questions.ask(job, environment.projectId(), environment.id(), host.name(), purpose);
    }

    @EventListener
    @Transactional
    public void on(JobEvent event) {
        if (!event.job().pool().equals(Jobs.DEPLOY_POOL)) {
            return;
        }
        switch (event) {
            case JobEvent.Claimed _ -> {}
            case JobEvent.Finished(var job, Outcome outcome) ->
                    questions.find(job.id()).ifPresent(question -> answered(question, outcome));
            case JobEvent.Lost _, JobEvent.Cancelled _ -> questions.forget(event.job().id());
        }
    }

    private void answered(HostQuestionStore.Question question, Outcome outcome) {
        var environment = question.environmentId();
        if (environment != null && outcome instanceof Outcome.HostObserved told && told.passed()) {
            hosts.answered(environment, question.host(), told);
            if (question.purpose() == Purpose.ADOPTION && told.sha256() != null) {
                adoptions.answered(environment, question.host(), told.sha256());
            }
        }
        if (question.purpose() == Purpose.TRIAL) {
            questions.answer(question.job(), outcome);
        } else {
            questions.forget(question.job());
        }
        signals.raise("environments");
    }
}
