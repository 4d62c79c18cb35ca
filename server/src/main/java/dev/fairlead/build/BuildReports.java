package dev.fairlead.build;

import dev.fairlead.code.Commit;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.plan.Plan;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What builds did, for those who read about them. */
@Component
public class BuildReports {
    private static final int FAILED_TESTS = 200;
    private static final int COMMITS = 20;
    private static final int WAITING = 50;

    private final BuildStore builds;
    private final ResultStore results;
    private final TestStore tests;
    private final CoverageStore coverage;
    private final BuildJobStore jobs;
    private final AttemptStore attempts;
    private final OwedStore owed;
    private final Source source;

    BuildReports(
            BuildStore builds,
            ResultStore results,
            TestStore tests,
            CoverageStore coverage,
            BuildJobStore jobs,
            AttemptStore attempts,
            OwedStore owed,
            Source source) {
        this.builds = builds;
        this.results = results;
        this.tests = tests;
        this.coverage = coverage;
        this.jobs = jobs;
        this.attempts = attempts;
        this.owed = owed;
        this.source = source;
    }

    /** A commit that a push brought and that has no build yet; why is empty for its turn. */
    public record WaitingCommit(String branch, String commit, String why) {}

    public BuildResults of(Build build) {
        return new BuildResults(
                results.steps(build.id()),
                build.tests().failed() == 0 ? List.of() : tests.failed(build, FAILED_TESTS),
                results.artifacts(build.id()));
    }

    /** How much its tests ran through; empty where it has no report of that. */
    public Optional<CoverageChange> coverage(Repository repository, Build build) {
        return Optional.ofNullable(coverage.of(List.of(build.id())).get(build.id()))
                .map(now ->
                        new CoverageChange(
                                now,
                                coverage.before(build, repository.defaultBranch()).orElse(null)));
    }

    /** The tests that did not fail, a part of them. */
    public List<BuildResults.Test> otherTests(Build build, int skip, int limit) {
        return tests.others(build, skip, limit);
    }

    /** The steps of its jobs' latest attempts, in the order of the plan. */
    public List<BuildResults.Step> steps(Build build) {
        return results.steps(build.id());
    }

    /** What one agent each does for it, in the order of the plan. */
    public List<BuildJob> jobs(Build build) {
        return jobs.of(build.id());
    }

    /** Each time one of its jobs was given to an agent. */
    public List<BuildAttempt> attempts(Build build) {
        return attempts.of(build.id());
    }

    /** The last build of the same branch before this one that passed. */
    public Optional<Build> lastGreen(Build build) {
        return builds.before(build, List.of(Build.State.PASSED.name()));
    }

    /** The last build of the same branch before this one that ended by itself. */
    public Optional<Build> previous(Build build) {
        return builds.before(build, List.of(Build.State.PASSED.name(), Build.State.FAILED.name()));
    }

    /** What was committed since the green build, newest first. */
    public List<Commit> commitsSince(Repository repository, Build green, Build build) {
        return source.between(repository, green.commit(), build.commit(), COMMITS);
    }

    /** Pushed commits that no build was queued for yet. */
    public List<WaitingCommit> waiting(Collection<Repository> repositories) {
        return repositories.stream()
                .flatMap(repository -> owed.of(repository.id(), WAITING).stream())
                .map(row -> new WaitingCommit(row.branch(), row.commit(), row.reason()))
                .toList();
    }

    /** Whether something was pushed to the default branch that does not say how it is built. */
    public boolean isUnplanned(Repository repository) {
        return source.resolve(repository, repository.defaultBranch())
                .filter(tip -> !hasPlan(repository, tip))
                .isPresent();
    }

    private boolean hasPlan(Repository repository, String commit) {
        return source.tree(repository, commit, "").stream()
                .anyMatch(entry -> entry.path().equals(Plan.FILE));
    }
}
