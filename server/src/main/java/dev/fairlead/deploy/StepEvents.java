package dev.fairlead.deploy;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.fairlead.fleet.Job;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.work.Signals;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hears of the jobs that do steps, or ask about them, and has the engine go on. */
@Component
class StepEvents {
    private final StepStore steps;
    private final DeploymentStore deployments;
    private final StepEnds ends;
    private final Engine engine;
    private final Soaking soaking;
    private final Signals signals;

    StepEvents(
            StepStore steps,
            DeploymentStore deployments,
            StepEnds ends,
            Engine engine,
            Soaking soaking,
            Signals signals) {
        this.steps = steps;
        this.deployments = deployments;
        this.ends = ends;
        this.engine = engine;
        this.soaking = soaking;
        this.signals = signals;
    }

    @EventListener
    @Transactional
    public void on(JobEvent event) {
        if (!event.job().pool().equals(Jobs.DEPLOY_POOL)) {
            return;
        }
        switch (event) {
            case JobEvent.Claimed claimed -> claimed(claimed.all());
            case JobEvent.Withdrawn(Job job) -> withdrawn(job);
            case JobEvent.Finished(Job job, Outcome outcome) ->
                    follow(job, (deployment, step) -> finished(deployment, step, job, outcome));
            case JobEvent.Lost(Job job, String why) ->
                    follow(job, deciding(step -> lost(step, job, why)));
            case JobEvent.Cancelled(Job job, String why) ->
                    follow(job, deciding(step -> cancelled(step, job, why)));
        }
    }

    private void claimed(List<Job> jobs) {
        steps.claimed(jobs.stream().collect(toMap(Job::id, Job::fence)))
                .forEach(deployment -> signals.raise(Deployment.topic(deployment)));
    }

    /** The end of the one that led to nothing has the engine go on. */
    private void withdrawn(Job job) {
        steps.byJob(job.id())
                .ifPresent(step -> {
                    deployments.lock(step.deployment());
                    steps.withdraw(step.id());
                });
    }

    /**
     * @param change whether what follows the step is under way already, or waits for other hosts,
     *     so that there is nothing to decide
     */
    private void follow(Job job, BiPredicate<Deployment, Step> change) {
        deployments
                .lockByJob(job.id())
                .ifPresent(deployment ->
                        steps.byJob(job.id()).ifPresent(step -> follow(deployment, step, change)));
    }

    private void follow(Deployment deployment, Step step, BiPredicate<Deployment, Step> change) {
        if (change.test(deployment, step)) {
            signals.raise(Deployment.topic(deployment.id()));
        } else {
            engine.advance(deployments.lock(deployment.id()));
        }
    }

    /** A change after which it is always to decide what follows. */
    private static BiPredicate<Deployment, Step> deciding(Consumer<Step> change) {
        return (_, step) -> {
            change.accept(step);
            return false;
        };
    }

    private boolean finished(Deployment deployment, Step step, Job job, Outcome outcome) {
        if (!isDoneBy(step, job)) {
            ends.answered(deployment, step, outcome);
        } else if (step.state() == StepState.ISSUED) {
            ends.ended(deployment, step, outcome);
            var began = began(step, job);
            var ended = requireNonNull(job.finished());
            return switch (step.name()) {
                case FETCH, CONFIRM -> steps.endsBesideOthers(step, began, ended);
                default -> steps.follow(step, began, ended) && Ahead.leads(step);
            };
        }
        return false;
    }

    /** A step whose checks have to hold for a while is gone on with by other jobs. */
    private static Instant began(Step step, Job job) {
        var issued = step.issued();
        return issued != null && job.queued().isAfter(issued)
                ? issued
                : requireNonNull(job.started());
    }

    /** Only plays are ended while they run: of them is known that they are not running. */
    private void cancelled(Step step, Job job, String why) {
        if (step.name() == StepName.PLAY
                && isDoneBy(step, job)
                && step.state() == StepState.ISSUED) {
            ends.playEnded(step, why);
        } else {
            lost(step, job, why);
        }
    }

    private void lost(Step step, Job job, String why) {
        if (!isDoneBy(step, job)) {
            steps.askAgainAfter(step.id(), StepEnds.LOOK_AGAIN, step.note());
        } else if (step.state() == StepState.ISSUED && !soaking.lost(step)) {
            steps.lose(step.id(), why);
        }
    }

    private static boolean isDoneBy(Step step, Job job) {
        return step.job() != null && step.job() == job.id();
    }
}
