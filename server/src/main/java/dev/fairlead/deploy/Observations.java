package dev.fairlead.deploy;

import dev.fairlead.deploy.HostQuestionStore.Purpose;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.HostObserved;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks hosts what they run, outside of deployments: as often as was set, after one that failed, and
 * for an adoption. Nothing is asked while a deployment is at work there: its own steps ask.
 */
@Component
class Observations {
    private static final int PRIORITY = 5;

    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final HostQuestionStore questions;
    private final Sightings sightings;
    private final Drifts drifts;
    private final AdoptionStore adoptions;
    private final BalancerLooks balancers;
    private final HostJobs jobs;

    Observations(
            EnvironmentStore environments,
            DeploymentStore deployments,
            HostQuestionStore questions,
            Sightings sightings,
            Drifts drifts,
            AdoptionStore adoptions,
            BalancerLooks balancers,
            HostJobs jobs) {
        this.environments = environments;
        this.deployments = deployments;
        this.questions = questions;
        this.sightings = sightings;
        this.drifts = drifts;
        this.adoptions = adoptions;
        this.balancers = balancers;
        this.jobs = jobs;
    }

    @Transactional
    public void lookEverywhere() {
        drifts.endOfRemovedHosts();
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
        var job = jobs.queue(environment, host.agent(), PRIORITY, reached);
        questions.ask(job, environment.projectId(), environment.id(), host.name(), purpose);
    }

    @EventListener
    @Transactional
    public void on(JobEvent event) {
        if (!Engine.isBesideSteps(event.job()) || !mayAnswer(event)) {
            return;
        }
        switch (event) {
            case JobEvent.Claimed _, JobEvent.Withdrawn _ -> {}
            case JobEvent.Finished(var job, Outcome outcome) ->
                    questions.find(job.id()).ifPresent(question -> answered(question, outcome));
            case JobEvent.Lost _, JobEvent.Cancelled _ -> questions.forget(event.job().id());
        }
    }

    private static boolean mayAnswer(JobEvent event) {
        return event.mayEnd(HostObserved.class) || event.mayEnd(Outcome.HostTried.class);
    }

    private void answered(HostQuestionStore.Question question, Outcome outcome) {
        var environment = question.environmentId();
        if (environment != null && outcome instanceof HostObserved told && told.passed()) {
            if (question.purpose() == Purpose.ADOPTION) {
                adopted(environment, question.host(), told);
            } else if (!questions.overtaken(question.job())) {
                sightings.looked(environment, question.host(), told);
            }
        }
        if (question.purpose() == Purpose.TRIAL) {
            questions.answer(question.job(), outcome);
        } else {
            questions.forget(question.job());
        }
    }

    private void adopted(long environment, String host, HostObserved told) {
        var version = adoptions.latest(environment).map(Adoption::version).orElseThrow();
        sightings.adopted(environment, host, told, version);
        if (told.sha256() != null) {
            adoptions.answered(environment, host, told.sha256());
        }
    }
}
