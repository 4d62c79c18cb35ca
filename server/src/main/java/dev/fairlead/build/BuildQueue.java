package dev.fairlead.build;

import dev.fairlead.build.Build.Kind;
import dev.fairlead.build.Build.State;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.plan.Event;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.plan.Parameter;
import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes builds and their jobs, in the current transaction. */
@Component
class BuildQueue {
    private final PlanReader plans;
    private final Source source;
    private final BuildStore builds;
    private final BuildJobStore jobs;
    private final BuildSteward steward;
    private final BuildNews news;
    private final ReviewBuilds reviews;
    private final Superseding superseding;

    BuildQueue(
            PlanReader plans,
            Source source,
            BuildStore builds,
            BuildJobStore jobs,
            BuildSteward steward,
            BuildNews news,
            ReviewBuilds reviews,
            Superseding superseding) {
        this.plans = plans;
        this.source = source;
        this.builds = builds;
        this.jobs = jobs;
        this.steward = steward;
        this.news = news;
        this.reviews = reviews;
        this.superseding = superseding;
    }

    /** The build of a branch's commit; empty where the commit has no fairlead.yml. */
    Optional<Build> queueBranch(Repository repository, BuildWish wish) {
        return queue(repository, wish);
    }

    /** The same, where its plan has jobs that wait for a pull request. */
    void queueReview(Repository repository, BuildWish wish) {
        try {
            var plan = plans.at(repository, wish.commit());
            if (plan.stream()
                    .flatMap(found -> found.build().stream())
                    .anyMatch(job -> job.start().when().waitsForPullRequest())) {
                queue(repository, wish);
            }
        } catch (PlanError _) {
            // Told by the build of the push.
        }
    }

    /** The build of a release's commit; without a fairlead.yml it has failed. */
    Build queueRelease(Repository repository, String commit, String version) {
        var wish =
                new BuildWish(
                        Kind.RELEASE,
                        repository.defaultBranch(),
                        commit,
                        version,
                        false,
                        null,
                        Trigger.of(Event.RELEASE));
        return queue(repository, wish)
                .orElseGet(() ->
                        refused(
                                repository,
                                draft(repository, wish, "the commit has no " + Plan.FILE)));
    }

    /** Another build of the same commit. */
    Build again(Repository repository, BuildWish wish) {
        return queue(repository, wish)
                .orElseThrow(() -> new IllegalStateException("This is a bug: a plan went away"));
    }

    private Optional<Build> queue(Repository repository, BuildWish wish) {
        Optional<Plan> plan;
        try {
            plan = plans.at(repository, wish.commit());
        } catch (PlanError e) {
            return Optional.of(refused(repository, draft(repository, wish, e.sentence())));
        }
        return plan.map(found -> queued(repository, wish, found));
    }

    private Build queued(Repository repository, BuildWish wish, Plan plan) {
        var trigger = wish.trigger();
        var values = Parameter.values(plan.parameters(), trigger.parameters());
        var build =
                queued(
                        repository,
                        draft(repository, wish.with(trigger.with(values)), ""),
                        PlanReader.jobs(plan, wish.kind()));
        if (plan.cancelsOlder() && trigger.event() == Event.PUSH && !wish.repeated()) {
            superseding.owe(build);
        }
        return build;
    }

    private Build queued(Repository repository, Build draft, List<JobPlan> plan) {
        var build = builds.insert(draft);
        var rows = rows(repository, build, plan);
        rows.forEach(jobs::insert);
        var settled = steward.settle(repository, build, rows, plan);
        if (!settled.state().isTerminal()) {
            news.moved(repository, settled);
        }
        return settled;
    }

    private Build refused(Repository repository, Build draft) {
        var build = builds.insert(draft);
        news.moved(repository, build);
        return build;
    }

    /** All wait for the steward, but for those whose condition the commit does not meet. */
    private List<BuildJob> rows(Repository repository, Build build, List<JobPlan> plan) {
        var positions = new HashMap<String, Integer>();
        for (var job : plan) {
            positions.put(job.name(), positions.size() + 1);
        }
        var rows = new ArrayList<BuildJob>();
        for (var job : plan) {
            var refusal = refusal(repository, build, job);
            rows.add(
                    new BuildJob(
                            build.id(),
                            rows.size() + 1,
                            job.name(),
                            job.start().needs().stream().map(positions::get).sorted().toList(),
                            refusal.isEmpty() ? BuildJob.State.WAITING : BuildJob.State.SKIPPED,
                            1,
                            job.limits().retries(),
                            null,
                            job.start().manual(),
                            "",
                            refusal,
                            null,
                            null));
        }
        return rows;
    }

    private String refusal(Repository repository, Build build, JobPlan job) {
        return job.start()
                .when()
                .refusal(
                        build.branch(),
                        () -> reviews.events(repository, build),
                        () -> source.diff(repository, build.commit()).names());
    }

    private Build draft(Repository repository, BuildWish wish, String refusal) {
        return new Build(
                builds.nextId(),
                repository.id(),
                wish.kind(),
                wish.branch(),
                wish.commit(),
                wish.version(),
                wish.trigger(),
                wish.agent(),
                refusal.isEmpty() ? State.QUEUED : State.FAILED,
                1,
                refusal,
                "",
                Build.Tests.NONE,
                Instant.EPOCH,
                null,
                null);
    }
}
