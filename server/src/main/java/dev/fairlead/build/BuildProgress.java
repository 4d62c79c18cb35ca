package dev.fairlead.build;

import dev.fairlead.build.JobMachine.Verb;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.Outcome;
import java.util.ArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Moves builds as their jobs move, in the fleet's transaction: the fleet's row is locked first, the
 * build's row second, always.
 */
@Component
class BuildProgress {
    private final BuildStore builds;
    private final BuildJobStore jobs;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final TestStore tests;
    private final CoverageStore coverage;
    private final Repositories repositories;
    private final BuildSteward steward;
    private final BuildNews news;

    BuildProgress(
            BuildStore builds,
            BuildJobStore jobs,
            AttemptStore attempts,
            ResultStore results,
            TestStore tests,
            CoverageStore coverage,
            Repositories repositories,
            BuildSteward steward,
            BuildNews news) {
        this.builds = builds;
        this.jobs = jobs;
        this.attempts = attempts;
        this.results = results;
        this.tests = tests;
        this.coverage = coverage;
        this.repositories = repositories;
        this.steward = steward;
        this.news = news;
    }

    @EventListener
    void on(JobEvent event) {
        if (event.job().pool().equals(Jobs.DEPLOY_POOL)) {
            return;
        }
        var fleetJob = event.job().id();
        builds.lockOf(fleetJob)
                .ifPresent(build -> {
                    var all = new ArrayList<>(jobs.of(build.id()));
                    var repository = repositories.get(build.repositoryId());
                    all.replaceAll(job ->
                            job.job() != null && job.job() == fleetJob
                                    ? advanced(repository, build, job, event)
                                    : job);
                    steward.settle(repository, build, all);
                });
    }

    private BuildJob advanced(Repository repository, Build build, BuildJob job, JobEvent event) {
        return switch (event) {
            case JobEvent.Claimed claimed -> {
                attempts.claimed(claimed.job().id(), claimed.job().agent());
                yield move(job, Verb.START, "");
            }
            case JobEvent.Finished finished ->
                    finish(repository, build, job, Outcomes.built(finished.outcome()));
            case JobEvent.Withdrawn _ ->
                    throw new IllegalStateException(
                            "This is a bug: no job of a build follows one.");
            case JobEvent.Lost lost -> lose(repository, build, job, lost.why());
            case JobEvent.Cancelled cancelled -> {
                attempts.ended(cancelled.job().id(), cancelled.why());
                yield move(job, Verb.CANCEL, cancelled.why());
            }
        };
    }

    private BuildJob finish(
            Repository repository, Build build, BuildJob job, Outcome.Built outcome) {
        results.save(build.id(), job, outcome);
        tests.save(build, job, outcome.tests());
        if (outcome.coverage() != null || job.attempt() > 1) {
            coverage.save(build.id(), job.position(), outcome.coverage());
        }
        if (!outcome.tests().isEmpty() || job.attempt() > 1) {
            builds.countTests(build.id());
        }
        var failure = Outcomes.failure(outcome);
        if (failure.isEmpty()) {
            return move(job, Verb.PASS, "");
        }
        return build.cancelled().isEmpty()
                ? again(repository, build, job, Verb.FAIL, failure)
                : move(job, Verb.CANCEL, build.cancelled());
    }

    private BuildJob lose(Repository repository, Build build, BuildJob job, String why) {
        return build.cancelled().isEmpty()
                ? again(repository, build, job, Verb.LOSE, why)
                : move(job, Verb.CANCEL, build.cancelled() + " (" + why + ")");
    }

    /** Another attempt where one is left, else the end. */
    private BuildJob again(
            Repository repository, Build build, BuildJob job, Verb verb, String failure) {
        var to = JobMachine.after(job.state(), job.attempt(), verb, job.retries());
        if (job.job() != null && (verb == Verb.LOSE || !to.state().isTerminal())) {
            attempts.ended(job.job(), failure);
        }
        if (!to.state().isTerminal()) {
            news.queuedAgain(repository, build, to.attempt(), failure);
            return steward.requeue(repository, build, job, to);
        }
        var why =
                verb == Verb.LOSE
                        ? "lost its agent %d times: %s".formatted(to.attempt(), failure)
                        : failure;
        return jobs.move(job, to, job.job(), why);
    }

    private BuildJob move(BuildJob job, Verb verb, String failure) {
        var to = JobMachine.after(job.state(), job.attempt(), verb, 0);
        return jobs.move(job, to, job.job(), failure);
    }
}
