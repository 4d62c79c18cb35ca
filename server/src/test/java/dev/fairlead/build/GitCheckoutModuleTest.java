package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.TestProject;
import dev.fairlead.fleet.AgentProcess;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Pools;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A real push, a real agent and the real git on both sides. */
@ModuleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitCheckoutModuleTest {
    private static final String PLAN =
            """
            build:
              pool: %s
              checkout: %s
              steps:
            %s
            """;

    @Autowired ApplicationContext context;
    @Autowired Builds builds;
    @Autowired BuildReports reports;
    @Autowired Jobs jobs;
    @Autowired Repositories repositories;
    @Autowired Settings settings;
    Path folder;
    TestProject project;
    Git git;
    AgentProcess agent;
    String pool;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        project =
                TestProject.create(
                        settings,
                        context.getBean(Users.class),
                        context.getBean(Access.class),
                        context.getBean(Projects.class),
                        repositories);
        git = Git.init(Files.createDirectories(folder.resolve("pushed")), "writer");
        git.commit("readme.md", "begun", "Begin");
        git.run("push", "-q", project.url(project.administrator()), "HEAD:main");
        pool = "git-" + project.project().key().toLowerCase(Locale.ROOT);
        var keys = List.of(project.project().key());
        var token =
                context.getBean(Pools.class)
                        .create(project.administrator(), pool, "For this test", keys);
        agent =
                AgentProcess.start(
                        settings.baseUrl().toString(), token, "by-git", folder.resolve("agent"));
    }

    @AfterAll
    void stop() {
        agent.close();
    }

    @Test
    void buildsInARealRepositoryWithoutAWayBack() throws IOException {
        var build =
                pushed(
                        "whole",
                        "{git: true}",
                        "git rev-parse HEAD; git rev-list --count HEAD; git status --porcelain",
                        "test -z \"$(git remote)\"",
                        "! grep -rqi authori[z]ation /workspace",
                        "! ls " + folder.resolve("agent"));

        assertThat(build.state()).as(log(build)).isEqualTo(Build.State.PASSED);
        assertThat(log(build)).startsWith(build.commit() + "\n");
        assertThat(folder.resolve("agent/mirrors"))
                .isDirectoryContaining("glob:**/" + project.repository().id() + ".git");
        assertThat(folder.resolve("agent/git")).isEmptyDirectory();
    }

    @Test
    void buildsACommitThatItsBranchHasLost() throws IOException {
        git.run("checkout", "-q", "-B", "lost", "main");
        var hold = pushed("hold", "{git: true}", "true");
        var lost = commit("{git: true, depth: 1}", "git rev-list --count HEAD");
        git.run("push", "-q", project.url(project.writer()), "HEAD:refs/heads/lost");
        git.run("push", "-q", project.url(project.writer()), ":refs/heads/lost");

        var build = ended("lost", lost);

        assertThat(hold.state()).isEqualTo(Build.State.PASSED);
        assertThat(build.state()).as(log(build)).isEqualTo(Build.State.PASSED);
        assertThat(log(build)).isEqualTo("1\n");
    }

    @Test
    void takesSubmodulesOfTheSameProjectAndNamesOthers() throws IOException {
        var library = repositories.create(project.administrator(), project.project(), "library");
        var code = Git.init(Files.createDirectories(folder.resolve("library")), "writer");
        var commit = code.commit("l.txt", "from the library", "Begin");
        code.run("push", "-q", url(library), "HEAD:main");
        link("../library.git", commit);

        var build = pushed("with-library", "{git: true, submodules: true}", "cat lib/l.txt");
        assertThat(build.state()).as(log(build)).isEqualTo(Build.State.PASSED);
        assertThat(log(build)).isEqualTo("from the library\n");

        link("https://elsewhere.example/library.git", commit);
        var refused = pushed("with-other", "{git: true, submodules: true}", "true");
        assertThat(refused.state()).isEqualTo(Build.State.FAILED);
        assertThat(builds.get(refused.id()).failure())
                .contains(
                        "The submodule at https://elsewhere.example/library.git is refused: a build"
                                + " gets submodules only from repositories of its own project on"
                                + " this server.");
    }

    private Build pushed(String branch, String checkout, String... steps) {
        var commit = commit(checkout, steps);
        git.run("push", "-q", project.url(project.writer()), "HEAD:refs/heads/" + branch);
        return ended(branch, commit);
    }

    private String commit(String checkout, String... steps) {
        var lines = new StringBuilder();
        for (var step : steps) {
            lines.append("    - run: '").append(step.replace("'", "''")).append("'\n");
        }
        // Not all that is there: a submodule has no folder here.
        var plan = PLAN.formatted(pool, checkout, lines);
        try {
            Files.writeString(git.folder().resolve("fairlead.yml"), plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git.run("add", "fairlead.yml");
        git.run("commit", "-q", "--allow-empty", "-m", "Build by git");
        return git.run("rev-parse", "HEAD");
    }

    private void link(String address, String commit) throws IOException {
        Files.writeString(
                git.folder().resolve(".gitmodules"),
                "[submodule \"lib\"]\n\tpath = lib\n\turl = %s\n".formatted(address));
        git.run("add", ".gitmodules");
        git.run("update-index", "--add", "--cacheinfo", "160000," + commit + ",lib");
    }

    private String url(Repository repository) {
        return project.url(project.administrator())
                .replace(project.repository().clonePath(), repository.clonePath());
    }

    private Build ended(String branch, String commit) {
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> builds.list(project.repository(), branch, commit, 1),
                        found -> !found.isEmpty() && found.getFirst().state().isTerminal())
                .getFirst();
    }

    private String log(Build build) {
        var job = reports.jobs(build).getFirst().job();
        var lines = job == null ? List.<String>of() : jobs.log(job, 0, 100).lines();
        return String.join("\n", lines) + "\n";
    }
}
