package dev.fairlead.build;

import dev.fairlead.build.BuildMachine.Verb;
import dev.fairlead.code.Repositories;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.protocol.Outcome;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Moves builds as their jobs move, in the fleet's transaction. */
@Component
class BuildProgress {
    private final BuildStore builds;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final Repositories repositories;
    private final BuildQueue queue;
    private final BuildNews news;

    BuildProgress(
            BuildStore builds,
            AttemptStore attempts,
            ResultStore results,
            Repositories repositories,
            BuildQueue queue,
            BuildNews news) {
        this.builds = builds;
        this.attempts = attempts;
        this.results = results;
        this.repositories = repositories;
        this.queue = queue;
        this.news = news;
    }

    @EventListener
    void on(JobEvent event) {
        builds.lockByJob(event.job().id()).ifPresent(build -> advance(build, event));
    }

    private void advance(Build build, JobEvent event) {
        switch (event) {
            case JobEvent.Claimed claimed -> {
                attempts.claimed(claimed.job().id(), claimed.job().agent());
                move(build, Verb.START, "", Build.Tests.NONE);
            }
            case JobEvent.Finished finished -> finish(build, Outcomes.built(finished.outcome()));
            case JobEvent.Lost lost -> lose(build, lost.job().id(), lost.why());
            case JobEvent.Cancelled cancelled -> {
                attempts.ended(cancelled.job().id(), cancelled.why());
                move(build, Verb.CANCEL, cancelled.why(), Build.Tests.NONE);
            }
        }
    }

    private void finish(Build build, Outcome.Built outcome) {
        results.save(build.id(), outcome);
        var failure = Outcomes.failure(outcome);
        var verb = failure.isEmpty() ? Verb.PASS : Verb.FAIL;
        move(build, verb, failure, Outcomes.count(outcome.tests()));
    }

    private void lose(Build build, long job, String why) {
        attempts.ended(job, why);
        var to = BuildMachine.after(build.state(), build.attempt(), Verb.LOSE);
        if (to.state().isTerminal()) {
            move(
                    build,
                    Verb.LOSE,
                    "lost its agent %d times: %s".formatted(to.attempt(), why),
                    build.tests());
        } else {
            queue.requeue(repositories.get(build.repositoryId()), build, to, why);
        }
    }

    private void move(Build build, Verb verb, String failure, Build.Tests tests) {
        var to = BuildMachine.after(build.state(), build.attempt(), verb);
        var moved = builds.move(build, to, build.job(), failure, tests);
        news.moved(repositories.get(build.repositoryId()), moved);
    }
}
