package dev.fairlead.build;

import static dev.fairlead.build.BuildTrial.failed;
import static dev.fairlead.build.BuildTrial.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.fairlead.ModuleTest;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Tests from build to build: what is new, since when, what is not to be trusted. */
@ModuleTest
class TestsOfBuildsModuleTest {
    @Autowired ApplicationContext context;
    @Autowired BuildReports reports;
    @Autowired TestHistories histories;
    @TempDir Path folder;

    @Test
    void namesNewFailuresFirstWithTheCommitThatBroughtThem() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        trial.run("topic", "One", passed("adds"), passed("rounds"));
        var second = trial.run("topic", "Two", failed("adds"), passed("rounds"));
        trial.run("topic", "Three", failed("adds"), passed("rounds"));
        var last = trial.run("topic", "Four", failed("adds"), failed("rounds"));

        assertThat(reports.of(last).failedTests())
                .extracting(one -> one.test().name(), one -> one.since(), one -> one.commit())
                .containsExactly(
                        tuple("rounds", last.id(), last.commit()),
                        tuple("adds", second.id(), second.commit()));
        assertThat(trial.http().get(last.url()).body())
                .contains("1 of 2 failing tests new", "since " + second.id())
                .contains("<span class=\"tag new\">new</span>", "green until ");
        var failing = trial.http().get("/api/v1" + last.url()).json().path("tests").path("failing");
        assertThat(failing.get(0).path("isNew").asBoolean()).isTrue();
        assertThat(failing.get(1).path("commit").asString()).isEqualTo(second.commit());
    }

    @Test
    void tellsTheHistoryOfOneTestOverBranches() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var first = trial.run("topic", "One", passed("adds"));
        var second = trial.run("other", "Two", failed("adds"));
        var repository = trial.project.repository();
        var id = reports.of(second).failedTests().getFirst().test().id();

        var test = histories.require(repository, id);

        assertThat(histories.runs(repository, test, null))
                .extracting(TestRun::build, TestRun::branch, TestRun::verdict)
                .containsExactly(
                        tuple(second.id(), "other", Verdict.FAILED),
                        tuple(first.id(), "topic", Verdict.PASSED));
        assertThat(histories.runs(repository, test, "topic"))
                .extracting(TestRun::build)
                .containsExactly(first.id());
        var page = trial.http().get(repository.url() + "/tests/" + id).body();
        assertThat(page).contains("1 of the last 2 runs failed", "<rect class=\"failed\"");
        var json = trial.http().get("/api/v1" + repository.url() + "/tests/" + id).json();
        assertThat(json.path("runs").size()).isEqualTo(2);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> histories.require(repository, id + 1_000_000));
    }

    @Test
    void findsATestFlakyThatPassesAndFailsOnOneCommit() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var first = trial.run("topic", "One", passed("adds"), failed("rounds"));
        var again = trial.builds().again(trial.project.writer(), first, null);
        trial.report(trial.agent.claim(0), passed("adds"), passed("rounds"));

        assertThat(histories.flaky(trial.project.repository()))
                .extracting(one -> one.test().name(), FlakyTest::passed, FlakyTest::failed)
                .containsExactly(tuple("rounds", again.id(), first.id()));
        assertThat(reports.otherTests(again, 0, 10))
                .extracting(BuildResults.Test::name, BuildResults.Test::flaky)
                .containsExactly(tuple("adds", false), tuple("rounds", true));
        var url = trial.project.repository().url() + "/tests";
        assertThat(trial.http().get(url).body()).contains("rounds", "/builds/" + first.id());
        assertThat(trial.http().get("/api/v1" + url + "/flaky").json().path("values").size())
                .isEqualTo(1);
    }

    @Test
    void findsFlakyTestsInTheTriesOfOneJobAndOfATool() throws IOException {
        var trial = BuildTrial.begin(context, folder, "build: {steps: [{run: make}], retry: 1}\n");
        var build = trial.push("topic", "One");
        trial.report(trial.agent.claim(0), failed("adds"));
        trial.report(
                trial.agent.claim(0),
                passed("adds"),
                new TestCase("orders.SumTest", "reconnects", Verdict.PASSED, 9, "timed out"));

        assertThat(histories.flaky(trial.project.repository()))
                .extracting(one -> one.test().name(), FlakyTest::passed, FlakyTest::failed)
                .containsExactlyInAnyOrder(
                        tuple("adds", build.id(), build.id()),
                        tuple("reconnects", build.id(), build.id()));
        assertThat(trial.builds().get(build.id()).tests()).isEqualTo(new Build.Tests(2, 0, 0));
    }

    @Test
    void doesNotTakeTwoJobsOfABuildForTwoTries() throws IOException {
        var trial =
                BuildTrial.begin(
                        context,
                        folder,
                        "build: {jobs: {unit: {matrix: {jdk: [21, 25]}, steps: [{run: make}]}}}\n");
        var build = trial.push("topic", "One");
        trial.report(trial.agent.claim(0), passed("adds"));
        trial.report(trial.agent.claim(0), failed("adds"));

        assertThat(histories.flaky(trial.project.repository())).isEmpty();
        var page = trial.http().get(build.url() + "/tests").body();
        assertThat(page).contains("1 passed, 1 failed", "unit (21)");
    }
}
