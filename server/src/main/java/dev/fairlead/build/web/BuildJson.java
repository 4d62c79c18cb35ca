package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildAttempt;
import dev.fairlead.build.BuildJob;
import dev.fairlead.build.BuildResults;
import dev.fairlead.build.BuildResults.FailedTest;
import dev.fairlead.build.Coverage;
import dev.fairlead.build.CoverageChange;
import dev.fairlead.code.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A build as scripts read it; jobs, steps and failing tests only where one build is asked for.
 *
 * @param by who or which schedule began it; empty where the event says all
 */
record BuildJson(
        long id,
        String repository,
        String kind,
        String branch,
        String commit,
        @Nullable String version,
        String event,
        String by,
        Map<String, String> parameters,
        String state,
        int attempt,
        String failure,
        Tests tests,
        @Nullable Covered coverage,
        @Nullable List<Job> jobs,
        @Nullable List<Step> steps,
        @Nullable List<Attempt> attempts,
        Instant queued,
        @Nullable Instant started,
        @Nullable Instant finished,
        String url) {
    /**
     * What tests ran through, in percent.
     *
     * @param branches null where no report counts them
     * @param base the build of the default branch it is compared with; null for none
     * @param linesBefore that build's
     */
    record Covered(
            double lines,
            @Nullable Double branches,
            @Nullable Long base,
            @Nullable Double linesBefore,
            @Nullable Double branchesBefore) {
        static Covered of(CoverageChange change) {
            var base = change.base();
            return new Covered(
                    change.now().lines().percent(),
                    percent(change.now().branches()),
                    base == null ? null : base.build(),
                    base == null ? null : base.coverage().lines().percent(),
                    base == null ? null : percent(base.coverage().branches()));
        }

        private static @Nullable Double percent(Coverage.Share share) {
            return share.total() == 0 ? null : share.percent();
        }
    }

    /** Totals, and the tests that failed. */
    record Tests(
            int total, int passed, int failed, int skipped, @Nullable List<FailingTest> failing) {}

    /**
     * A failing test, and the build of its branch since which it fails with the commit it built.
     */
    record FailingTest(
            long id,
            int job,
            String suite,
            String name,
            String detail,
            long since,
            String commit,
            boolean isNew,
            boolean flaky,
            String url) {}

    /**
     * One job; it needs those at the positions named.
     *
     * @param manual what it says to the person for whom it waits; null where it waits for none
     */
    record Job(
            int position,
            String name,
            List<Integer> needs,
            String state,
            int attempt,
            @Nullable String manual,
            String begunBy,
            String failure,
            @Nullable Instant started,
            @Nullable Instant finished) {}

    /** One step of a job. */
    record Step(int job, String name, int exitCode, long millis, long firstLine) {}

    /** One time a job was given to an agent. */
    record Attempt(int job, int attempt, @Nullable String agent, String ended) {}

    static BuildJson brief(Repository repository, Build build) {
        return of(repository, build, null, null, null, null, null);
    }

    static BuildJson whole(
            Repository repository,
            Build build,
            List<BuildJob> jobs,
            BuildResults results,
            @Nullable CoverageChange coverage,
            List<BuildAttempt> attempts) {
        return of(
                repository,
                build,
                coverage == null ? null : Covered.of(coverage),
                results.failedTests().stream()
                        .map(failed -> failing(repository, build, failed))
                        .toList(),
                jobs.stream().map(BuildJson::job).toList(),
                results.steps().stream().map(BuildJson::step).toList(),
                attempts.stream().map(BuildJson::attempt).toList());
    }

    private static BuildJson of(
            Repository repository,
            Build build,
            @Nullable Covered coverage,
            @Nullable List<FailingTest> failing,
            @Nullable List<Job> jobs,
            @Nullable List<Step> steps,
            @Nullable List<Attempt> attempts) {
        var tests = build.tests();
        return new BuildJson(
                build.id(),
                repository.toString(),
                build.kind().name().toLowerCase(Locale.ROOT),
                build.branch(),
                build.commit(),
                build.version(),
                build.trigger().event().word(),
                build.trigger().by(),
                build.trigger().parameters(),
                build.state().name().toLowerCase(Locale.ROOT),
                build.attempt(),
                build.failure(),
                new Tests(tests.total(), tests.passed(), tests.failed(), tests.skipped(), failing),
                coverage,
                jobs,
                steps,
                attempts,
                build.queued(),
                build.started(),
                build.finished(),
                build.url());
    }

    private static FailingTest failing(Repository repository, Build build, FailedTest failed) {
        var test = failed.test();
        return new FailingTest(
                test.id(),
                test.job(),
                test.suite(),
                test.name(),
                test.detail(),
                failed.since(),
                failed.commit(),
                failed.since() == build.id(),
                test.flaky(),
                repository.url() + "/tests/" + test.id());
    }

    private static Job job(BuildJob job) {
        return new Job(
                job.position(),
                job.name(),
                job.needs(),
                job.state().name().toLowerCase(Locale.ROOT),
                job.attempt(),
                job.manual(),
                job.begunBy(),
                job.failure(),
                job.started(),
                job.finished());
    }

    private static Step step(BuildResults.Step step) {
        return new Step(step.job(), step.name(), step.exitCode(), step.millis(), step.firstLine());
    }

    private static Attempt attempt(BuildAttempt attempt) {
        return new Attempt(attempt.position(), attempt.attempt(), attempt.agent(), attempt.ended());
    }
}
