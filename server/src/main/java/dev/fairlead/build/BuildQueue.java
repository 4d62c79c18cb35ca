package dev.fairlead.build;

import dev.fairlead.build.Build.Kind;
import dev.fairlead.build.Build.State;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    BuildQueue(
            PlanReader plans,
            Source source,
            BuildStore builds,
            BuildJobStore jobs,
            BuildSteward steward,
            BuildNews news) {
        this.plans = plans;
        this.source = source;
        this.builds = builds;
        this.jobs = jobs;
        this.steward = steward;
        this.news = news;
    }

    /** The build of a pushed commit; empty where the commit has no fairlead.yml. */
    Optional<Build> queueBranch(Repository repository, String branch, String commit) {
        return queue(repository, Kind.BRANCH, branch, commit, null, null);
    }

    /** The build of a release's commit; without a fairlead.yml it has failed. */
    Build queueRelease(Repository repository, String commit, String version) {
        var branch = repository.defaultBranch();
        return queue(repository, Kind.RELEASE, branch, commit, version, null)
                .orElseGet(() -> {
                    var why = "the commit has no " + Plan.FILE;
                    var draft = draft(repository, Kind.RELEASE, branch, commit, version, null, why);
                    return refused(repository, draft);
                });
    }

    /** Another build of the same commit, on one agent or on any. */
    Build again(Repository repository, Build build, @Nullable String agent) {
        return queue(
                        repository,
                        build.kind(),
                        build.branch(),
                        build.commit(),
                        build.version(),
                        agent)
                .orElseThrow(() -> new IllegalStateException("This is a bug: a plan went away"));
    }

    private Optional<Build> queue(
            Repository repository,
            Kind kind,
            String branch,
            String commit,
            @Nullable String version,
            @Nullable String agent) {
        Optional<Plan> plan;
        try {
            plan = plans.at(repository, commit);
        } catch (PlanError e) {
            var draft = draft(repository, kind, branch, commit, version, agent, e.sentence());
            return Optional.of(refused(repository, draft));
        }
        return plan.map(found ->
                queued(
                        repository,
                        draft(repository, kind, branch, commit, version, agent, ""),
                        PlanReader.jobs(found, kind)));
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
                            refusal,
                            null,
                            null));
        }
        return rows;
    }

    private String refusal(Repository repository, Build build, JobPlan job) {
        return job.start()
                .when()
                .refusal(build.branch(), () -> source.diff(repository, build.commit()).names());
    }

    private Build draft(
            Repository repository,
            Kind kind,
            String branch,
            String commit,
            @Nullable String version,
            @Nullable String agent,
            String refusal) {
        return new Build(
                builds.nextId(),
                repository.id(),
                kind,
                branch,
                commit,
                version,
                agent,
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
