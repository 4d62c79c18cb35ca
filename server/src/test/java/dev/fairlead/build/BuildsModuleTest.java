package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.build.Build.State;
import dev.fairlead.code.Commit;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import dev.fairlead.timeline.LineStop;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.timeline.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class BuildsModuleTest {
    private static final String PLAN = "build: {steps: [{run: make}], artifacts: [out/*]}\n";

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Issues issues;
    @Autowired Builds builds;
    @Autowired BuildReports reports;
    @Autowired Jobs jobs;
    @Autowired CommitStatuses statuses;
    @Autowired Timeline timeline;
    @TempDir Path folder;
    TestProject project;
    Git git;
    FakeAgent agent;

    @BeforeEach
    void pushFirst() throws IOException {
        project = TestProject.create(settings, users, access, projects, repositories);
        git = Git.init(folder, "writer");
        git.commit("README.md", "Orders", "Begin");
        git.run("push", "-q", project.url(project.administrator()), "HEAD:main");
        agent =
                new FakeAgent(
                                settings,
                                "agent-" + project.project().key(),
                                project.repository().toString())
                        .register();
    }

    @Test
    void buildsEveryCommitOfAPush() {
        var first = git.commit("fairlead.yml", PLAN, "One");
        var second = git.commit("a", "2", "Two");
        var third = git.commit("a", "3", "Three");
        push("work");

        var all = awaitBuilds("work", 3);

        assertThat(all).extracting(Build::commit).containsExactly(first, second, third);
        assertThat(all).extracting(Build::state).containsOnly(State.QUEUED);
        assertThat(all.get(0).id()).isLessThan(all.get(1).id());
        passAll(3);
        assertThat(awaitBuilds("work", 3)).extracting(Build::state).containsOnly(State.PASSED);
    }

    @Test
    void leavesACommitWithoutAPlanAlone() {
        push("without");
        git.commit("fairlead.yml", PLAN, "Say how");
        push("without");

        assertThat(awaitBuilds("without", 1)).hasSize(1);
        passAll(1);
    }

    @Test
    void aWrongPlanIsAFailedBuildThatSaysWhere() {
        var issue = issue("Add a plan");
        git.commit("fairlead.yml", "build:\n  step: []\n", "Say how");
        push(Issues.branchName(issue));

        var build = awaitBuilds(Issues.branchName(issue), 1).getFirst();

        assertThat(build.state()).isEqualTo(State.FAILED);
        assertThat(build.failure())
                .startsWith("fairlead.yml line 2, column 3: build has no key 'step'");
        assertThat(reports.jobs(build)).isEmpty();
        assertThat(stop(issue).state()).isEqualTo(StopState.FAILED);
    }

    @Test
    void givesAnAgentTheStepsAndItsBranchACacheOfItsOwn() {
        git.commit("fairlead.yml", PLAN, "Say how");
        push("topic/a");
        var build = awaitBuilds("topic/a", 1).getFirst();

        var assignment = agent.claim(0);

        var spec = agent.spec(assignment);
        assertThat(spec.steps()).containsExactly(new RunBuild.Step("make", "make"));
        assertThat(spec.caches().cache())
                .matches(project.repository().id() + "/branch/[0-9a-f]{16}");
        assertThat(spec.caches().cacheSeed()).isEqualTo(project.repository().id() + "/protected");
        assertThat(spec.environment())
                .containsEntry("FAIRLEAD_BUILD", Long.toString(build.id()))
                .containsEntry("FAIRLEAD_COMMIT", build.commit());
        assertThat(builds.get(build.id()).state()).isEqualTo(State.RUNNING);
        agent.report(assignment, built(""), false);
    }

    @Test
    void keepsWhatTheAgentReports() {
        var issue = issue("Round to even");
        var branch = Issues.branchName(issue);
        var commit = git.commit("fairlead.yml", PLAN, "Say how");
        push(branch);
        var build = awaitBuilds(branch, 1).getFirst();
        assertThat(stop(issue).note()).isEqualTo("queued");

        var assignment = agent.claim(0);
        assertThat(stop(issue).state()).isEqualTo(StopState.CURRENT);
        agent.log(assignment, "one\ntwo\n");
        var file = agent.store(assignment, "out/orders.jar", "bytes");
        agent.report(
                assignment,
                new Outcome.Built(
                        "Step \"make\" ended with exit code 1.",
                        List.of(new StepRun("make", 1, 40, 0)),
                        List.of(
                                new TestCase("orders.SumTest", "adds", Verdict.PASSED, 3, ""),
                                new TestCase(
                                        "orders.SumTest", "rounds", Verdict.FAILED, 4, "3 ≠ 2")),
                        List.of(file)),
                false);

        var ended = builds.get(build.id());
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.failure()).isEqualTo("1 test failed");
        assertThat(ended.tests()).isEqualTo(new Build.Tests(1, 1, 0));
        assertThat(stop(issue).note()).isEqualTo("#" + build.id() + " · 1 test failed");
        assertThat(timeline.events(issue.key(), 50))
                .extracting(TimelineEvent::text)
                .contains("build %d failed: 1 test failed".formatted(build.id()));
        assertThat(statuses.of(project.repository(), commit))
                .extracting(CommitStatus::key, CommitStatus::state)
                .containsExactly(tuple("fairlead", CommitStatus.State.FAILED));
        var results = reports.of(ended);
        assertThat(results.steps()).extracting(BuildResults.Step::exitCode).containsExactly(1);
        assertThat(results.failedTests().getFirst().test().title()).isEqualTo("SumTest.rounds");
        assertThat(results.failedTests().getFirst().since()).isEqualTo(build.id());
        assertThat(builds.artifacts(build.id()))
                .containsExactly(
                        new BuildArtifact(1, "out/orders.jar", file.sha256(), file.size()));
    }

    @Test
    void knowsSinceWhichBuildATestFails() {
        git.commit("fairlead.yml", PLAN, "Say how");
        git.commit("a", "2", "Two");
        git.commit("a", "3", "Three");
        push("since");
        var all = awaitBuilds("since", 3);
        reportTest(Verdict.PASSED);
        reportTest(Verdict.FAILED);
        reportTest(Verdict.FAILED);

        var last = builds.get(all.get(2).id());

        assertThat(reports.of(last).failedTests().getFirst().since()).isEqualTo(all.get(1).id());
        assertThat(reports.lastGreen(last).orElseThrow().id()).isEqualTo(all.get(0).id());
        assertThat(reports.commitsSince(project.repository(), all.get(0), last))
                .extracting(Commit::title)
                .containsExactly("Three", "Two");
    }

    @Test
    void aLostBuildIsQueuedAgainTwiceAndThenLost() {
        git.commit("fairlead.yml", PLAN, "Say how");
        push("lost");
        var build = awaitBuilds("lost", 1).getFirst();

        for (int attempt = 1; attempt <= 3; attempt++) {
            agent.claim(0);
            assertThat(builds.get(build.id()).attempt()).isEqualTo(attempt);
            agent.register();
        }

        var lost = builds.get(build.id());
        assertThat(lost.state()).isEqualTo(State.LOST);
        assertThat(lost.failure()).startsWith("lost its agent 3 times: ");
        assertThat(reports.attempts(lost)).hasSize(3).allMatch(one -> !one.ended().isEmpty());
    }

    @Test
    void cancelsAQueuedBuildAtOnceAndBuildsAgain() {
        git.commit("fairlead.yml", PLAN, "Say how");
        push("again");
        var build = awaitBuilds("again", 1).getFirst();

        builds.cancel(project.writer(), build);
        var cancelled = builds.get(build.id());
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.failure()).isEqualTo("cancelled by " + project.writer().name());

        var next = builds.again(project.writer(), cancelled, null);
        assertThat(next.commit()).isEqualTo(build.commit());
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> builds.again(project.writer(), next, null))
                .withMessageContaining("has not ended");
        agent.pass(0);
        assertThat(builds.get(next.id()).state()).isEqualTo(State.PASSED);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> builds.cancel(project.writer(), builds.get(next.id())))
                .withMessageContaining("has already ended");
    }

    @Test
    void aReleaseBuildWritesTheProtectedCacheAndKnowsItsVersion() {
        var commit = git.commit("fairlead.yml", PLAN, "Say how");
        push("release");
        awaitBuilds("release", 1);
        passAll(1);

        var build = builds.queueRelease(project.repository(), commit, "1.1.0");
        var assignment = agent.claim(0);

        var spec = agent.spec(assignment);
        assertThat(spec.caches().cache()).isEqualTo(project.repository().id() + "/protected");
        assertThat(spec.caches().cacheSeed()).isNull();
        assertThat(spec.environment()).containsEntry("FAIRLEAD_VERSION", "1.1.0");
        agent.report(assignment, built(""), false);
        assertThat(builds.get(build.id()).state()).isEqualTo(State.PASSED);
        assertThat(builds.latest(project.repository(), List.of(commit)).get(commit).id())
                .isNotEqualTo(build.id());
    }

    @Test
    void isNotThereForStrangers() {
        git.commit("fairlead.yml", PLAN, "Say how");
        push("secret");
        var build = awaitBuilds("secret", 1).getFirst();
        var stranger = TestProject.create(settings, users, access, projects, repositories).writer();

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> builds.require(stranger, build.id(), Role.READ))
                .matches(problem -> problem.status() == 404);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> builds.require(project.reader(), build.id(), Role.WRITE))
                .matches(problem -> problem.status() == 403);
        passAll(1);
    }

    private void reportTest(Verdict verdict) {
        var test = new TestCase("orders.SumTest", "rounds", verdict, 4, "3 ≠ 2");
        agent.report(
                agent.claim(0), new Outcome.Built("", List.of(), List.of(test), List.of()), false);
    }

    private void passAll(int count) {
        for (int i = 0; i < count; i++) {
            agent.pass(0);
        }
    }

    private static Outcome.Built built(String failure) {
        return new Outcome.Built(failure, List.of(), List.of(), List.of());
    }

    private Issue issue(String title) {
        User by = project.writer();
        return issues.file(by, project.project(), IssueType.STORY, title, "", null);
    }

    private LineStop stop(Issue issue) {
        return timeline.line(issue.key()).get(Stop.BUILD.ordinal());
    }

    private void push(String branch) {
        git.run("push", "-q", project.url(project.writer()), "HEAD:refs/heads/" + branch);
    }

    /** The builds of a branch, oldest first, once there are so many. */
    private List<Build> awaitBuilds(String branch, int count) {
        return await().until(
                        () ->
                                builds.list(project.repository(), branch, null, 10).stream()
                                        .sorted(Comparator.comparing(Build::id))
                                        .toList(),
                        all -> all.size() == count);
    }
}
