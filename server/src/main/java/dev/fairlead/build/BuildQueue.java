package dev.fairlead.build;

import dev.fairlead.build.Build.Kind;
import dev.fairlead.build.Build.State;
import dev.fairlead.code.Repository;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes builds and gives them to the fleet, in the current transaction. */
@Component
class BuildQueue {
    private static final int BUILD_PRIORITY = 0;
    private static final int RELEASE_PRIORITY = 10;

    private final PlanReader plans;
    private final Jobs jobs;
    private final BuildStore builds;
    private final AttemptStore attempts;
    private final BuildNews news;

    BuildQueue(
            PlanReader plans, Jobs jobs, BuildStore builds, AttemptStore attempts, BuildNews news) {
        this.plans = plans;
        this.jobs = jobs;
        this.builds = builds;
        this.attempts = attempts;
        this.news = news;
    }

    /** The build of a pushed commit; empty where the commit has no fairlead.yml. */
    Optional<Build> queueBranch(Repository repository, String branch, String commit) {
        return queue(repository, Kind.BRANCH, branch, commit, null);
    }

    /** The build of a release's commit; without a fairlead.yml it has failed. */
    Build queueRelease(Repository repository, String commit, String version) {
        return queue(repository, Kind.RELEASE, repository.defaultBranch(), commit, version)
                .orElseGet(() -> {
                    var build =
                            draft(
                                    repository,
                                    Kind.RELEASE,
                                    repository.defaultBranch(),
                                    commit,
                                    version);
                    return refused(repository, build, "the commit has no " + Plan.FILE);
                });
    }

    /** Another build of the same commit. */
    Build again(Repository repository, Build build) {
        return queue(repository, build.kind(), build.branch(), build.commit(), build.version())
                .orElseThrow(() -> new IllegalStateException("This is a bug: a plan went away"));
    }

    /** Gives a build whose agent vanished to the fleet once more. */
    Build requeue(Repository repository, Build lost, BuildMachine.Position to, String why) {
        var plan = plans.at(repository, lost.commit()).orElseThrow();
        var job = job(repository, lost, plan);
        var build = builds.move(lost, to, job, "", Build.Tests.NONE);
        attempts.add(build.id(), build.attempt(), job);
        news.queuedAgain(repository, build, why);
        return build;
    }

    private Optional<Build> queue(
            Repository repository,
            Kind kind,
            String branch,
            String commit,
            @Nullable String version) {
        Optional<Plan> plan;
        try {
            plan = plans.at(repository, commit);
        } catch (PlanError e) {
            var build = draft(repository, kind, branch, commit, version);
            return Optional.of(refused(repository, build, e.sentence()));
        }
        return plan.map(found ->
                queued(repository, draft(repository, kind, branch, commit, version), found));
    }

    private Build queued(Repository repository, Build draft, Plan plan) {
        var job = job(repository, draft, plan);
        var build = builds.insert(draft.with(State.QUEUED, job, ""));
        attempts.add(build.id(), build.attempt(), job);
        news.moved(repository, build);
        return build;
    }

    private Build refused(Repository repository, Build draft, String why) {
        var build = builds.insert(draft.with(State.FAILED, null, why));
        news.moved(repository, build);
        return build;
    }

    private long job(Repository repository, Build build, Plan plan) {
        var isRelease = build.kind() == Kind.RELEASE;
        return jobs.queue(
                Jobs.BUILD_POOL,
                null,
                isRelease ? RELEASE_PRIORITY : BUILD_PRIORITY,
                BuildSpec.of(build, repository, plan.partFor(build.kind())),
                Provision.source(repository.id(), build.commit()));
    }

    private Build draft(
            Repository repository,
            Kind kind,
            String branch,
            String commit,
            @Nullable String version) {
        return new Build(
                builds.nextId(),
                repository.id(),
                kind,
                branch,
                commit,
                version,
                State.QUEUED,
                1,
                null,
                "",
                Build.Tests.NONE,
                Instant.EPOCH,
                null,
                null);
    }
}
