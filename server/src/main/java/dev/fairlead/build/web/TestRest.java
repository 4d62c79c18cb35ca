package dev.fairlead.build.web;

import dev.fairlead.build.FlakyTest;
import dev.fairlead.build.NamedTest;
import dev.fairlead.build.TestHistories;
import dev.fairlead.build.TestRun;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.web.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tests for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/tests")
class TestRest {
    private final TestHistories histories;
    private final Repositories repositories;

    TestRest(TestHistories histories, Repositories repositories) {
        this.histories = histories;
        this.repositories = repositories;
    }

    /** A test and its latest runs, newest first. */
    record TestJson(long id, String suite, String name, List<Run> runs) {
        /** One run, in a job of a build. */
        record Run(
                long build,
                int job,
                String branch,
                String commit,
                String verdict,
                long millis,
                Instant queued) {}
    }

    /** A test that passed and failed on one commit; the builds where it did. */
    record FlakyJson(
            long id,
            String suite,
            String name,
            int times,
            String commit,
            long passed,
            long failed,
            Instant noticed) {}

    /** Those that were flaky lately, the most often seen first. */
    @GetMapping("/flaky")
    Listing<FlakyJson> flaky(User user, @PathVariable String project, @PathVariable String slug) {
        var repository = repositories.require(user, project, slug, Role.READ);
        return Listing.of(histories.flaky(repository).stream().map(TestRest::json).toList());
    }

    @GetMapping("/{test}")
    TestJson test(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long test,
            @RequestParam @Nullable String branch) {
        var repository = repositories.require(user, project, slug, Role.READ);
        var found = histories.require(repository, test);
        return json(found, histories.runs(repository, found, branch));
    }

    private static TestJson json(NamedTest test, List<TestRun> runs) {
        return new TestJson(
                test.id(), test.suite(), test.name(), runs.stream().map(TestRest::json).toList());
    }

    private static TestJson.Run json(TestRun run) {
        return new TestJson.Run(
                run.build(),
                run.job(),
                run.branch(),
                run.commit(),
                run.verdict().name().toLowerCase(Locale.ROOT),
                run.millis(),
                run.queued());
    }

    private static FlakyJson json(FlakyTest flaky) {
        var test = flaky.test();
        return new FlakyJson(
                test.id(),
                test.suite(),
                test.name(),
                flaky.times(),
                flaky.commit(),
                flaky.passed(),
                flaky.failed(),
                flaky.noticed());
    }
}
