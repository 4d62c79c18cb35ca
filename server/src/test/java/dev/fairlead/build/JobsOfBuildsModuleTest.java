package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.build.Build.State;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Builds of several jobs: what is queued when, and what becomes of the build. */
@ModuleTest
class JobsOfBuildsModuleTest {
    private static final String CHAIN =
            """
            build:
              jobs:
                compile: {steps: [{run: make}], artifacts: [out/*]}
                unit: {needs: [compile], matrix: {jdk: [21, 25]}, steps: [{run: make test}]}
                docs: {when: {paths: ['docs/**']}, steps: [{run: make docs}]}
                package: {needs: [unit], steps: [{run: make package}]}
            """;

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Builds builds;
    @Autowired BuildReports reports;
    @TempDir Path folder;
    private TestProject project;
    private Git git;
    private FakeAgent agent;

    @BeforeEach
    void pushFirst() throws IOException {
        project = TestProject.create(settings, users, access, projects, repositories);
        git = Git.init(folder, "writer");
        git.commit("README.md", "Orders", "Begin");
        git.run("push", "-q", project.url(project.administrator()), "HEAD:main");
        agent =
                new FakeAgent(
                                settings,
                                "jobs-" + project.project().key(),
                                project.repository().toString())
                        .register();
    }

    @Test
    void runsEachJobOnceAllItNeedsHasPassedAndHandsFilesOn() {
        var build = build(CHAIN);
        assertThat(states(build))
                .containsExactly("QUEUED", "WAITING", "WAITING", "SKIPPED", "WAITING");

        var compile = claim("compile");
        assertThat(builds.get(build.id()).state()).isEqualTo(State.RUNNING);
        var file = agent.store(compile, "out/orders.jar", "bytes");
        agent.report(compile, new Outcome.Built("", List.of(), List.of(), List.of(file)), false);
        assertThat(states(build))
                .containsExactly("PASSED", "QUEUED", "QUEUED", "SKIPPED", "WAITING");
        assertThat(builds.get(build.id()).state()).isEqualTo(State.RUNNING);

        var first = claim("unit (21)");
        assertThat(agent.spec(first).inputs()).containsExactly(file);
        assertThat(agent.spec(first).environment()).containsEntry("jdk", "21");
        assertThat(agent.fetch(first, file)).isEqualTo("bytes");
        var second = claim(1, "unit (25)");
        passed(second);
        assertThat(states(build)).endsWith("WAITING");
        passed(first);

        passed(claim("package"));
        assertThat(states(build))
                .containsExactly("PASSED", "PASSED", "PASSED", "SKIPPED", "PASSED");
        assertThat(builds.get(build.id()).state()).isEqualTo(State.PASSED);
        assertThat(reports.jobs(build).get(3).failure())
                .isEqualTo("runs when docs/** changed only");
    }

    @Test
    void skipsWhatNeedsAJobThatFailedAndFailsTheBuild() {
        var build = build(CHAIN);
        passed(claim("compile"));
        var first = claim("unit (21)");
        var second = claim(1, "unit (25)");
        failed(first);
        assertThat(builds.get(build.id()).state()).isEqualTo(State.RUNNING);
        passed(second);

        assertThat(states(build))
                .containsExactly("PASSED", "FAILED", "PASSED", "SKIPPED", "SKIPPED");
        assertThat(reports.jobs(build).getLast().failure())
                .isEqualTo("needs unit (21), which failed");
        var ended = builds.get(build.id());
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.failure()).isEqualTo("unit (21): it broke");
    }

    @Test
    void triesAFailedJobAgainAsThePlanSays() {
        var build = build("build: {steps: [{run: make}], retry: 1}");
        failed(agent.claim(0));
        assertThat(builds.get(build.id()).state()).isEqualTo(State.QUEUED);
        passed(agent.claim(0));

        var ended = builds.get(build.id());
        assertThat(ended.state()).isEqualTo(State.PASSED);
        assertThat(ended.attempt()).isEqualTo(2);
        assertThat(reports.attempts(ended))
                .extracting(BuildAttempt::attempt, BuildAttempt::ended)
                .containsExactly(tuple(1, "it broke"), tuple(2, ""));
    }

    @Test
    void cancelsWhatRunsWhatIsQueuedAndWhatWaits() {
        var build = build(CHAIN);
        passed(claim("compile"));
        var first = claim("unit (21)");

        builds.cancel(project.writer(), builds.get(build.id()));
        assertThat(states(build))
                .containsExactly("PASSED", "RUNNING", "CANCELLED", "SKIPPED", "WAITING");
        agent.report(first, new Outcome.Built("", List.of(), List.of(), List.of()), false);

        assertThat(states(build))
                .containsExactly("PASSED", "PASSED", "CANCELLED", "SKIPPED", "CANCELLED");
        assertThat(builds.get(build.id()).state()).isEqualTo(State.CANCELLED);
        assertThat(builds.get(build.id()).failure())
                .isEqualTo("unit (25): cancelled by " + project.writer().name());
    }

    @Test
    void aBuildWithNothingToDoHasPassed() {
        var build = build("build: {when: {branches: [release]}, steps: [{run: make}]}");
        assertThat(states(build)).containsExactly("SKIPPED");
        assertThat(build.state()).isEqualTo(State.PASSED);
    }

    private Build build(String plan) {
        git.commit("fairlead.yml", plan, "Say how");
        git.run("push", "-q", project.url(project.writer()), "HEAD:refs/heads/topic");
        await().until(() -> builds.latestOf(project.repository(), "topic").isPresent());
        return builds.latestOf(project.repository(), "topic").orElseThrow();
    }

    private List<String> states(Build build) {
        return reports.jobs(build).stream().map(one -> one.state().name()).toList();
    }

    private Assignment claim(String job) {
        return claim(0, job);
    }

    private Assignment claim(int executor, String job) {
        var claimed = agent.claim(executor);
        assertThat(agent.spec(claimed).environment()).containsEntry("FAIRLEAD_JOB", job);
        return claimed;
    }

    private void passed(Assignment job) {
        agent.report(
                job,
                new Outcome.Built(
                        "", List.of(), List.<Outcome.Built.TestCase>of(), List.<StoredFile>of()),
                false);
    }

    private void failed(Assignment job) {
        agent.report(job, new Outcome.Built("it broke", List.of(), List.of(), List.of()), false);
    }
}
