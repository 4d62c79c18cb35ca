package dev.fairlead.build;

import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** A repository of its own, somebody who pushes into it, and an agent that reports as told. */
public final class BuildTrial {
    public static final String PLAN = "build: {steps: [{run: make}]}\n";

    public final TestProject project;
    public final FakeAgent agent;
    private final ApplicationContext context;
    private final Git git;

    private BuildTrial(ApplicationContext context, TestProject project, Git git, FakeAgent agent) {
        this.context = context;
        this.project = project;
        this.git = git;
        this.agent = agent;
    }

    public static BuildTrial begin(ApplicationContext context, Path folder, String plan)
            throws IOException {
        var settings = context.getBean(Settings.class);
        var project =
                TestProject.create(
                        settings,
                        context.getBean(Users.class),
                        context.getBean(Access.class),
                        context.getBean(Projects.class),
                        context.getBean(Repositories.class));
        var git = Git.init(Files.createDirectories(folder), "writer");
        git.commit("fairlead.yml", plan, "Say how");
        git.run("push", "-q", project.url(project.administrator()), "HEAD:main");
        var agent =
                new FakeAgent(
                                settings,
                                "trial-" + project.project().key(),
                                project.repository().toString())
                        .register();
        var trial = new BuildTrial(context, project, git, agent);
        trial.passFirst();
        return trial;
    }

    /** However many jobs it has. */
    private void passFirst() {
        while (builds().list(project.repository(), null, null, 1).stream()
                .noneMatch(build -> build.state().isTerminal())) {
            agent.pass(0);
        }
    }

    /** Pushes a commit of that title and waits for its build. */
    public Build push(String branch, String title) {
        var commit = git.commit("change", title, title);
        return pushed(branch, commit);
    }

    /** Pushes a commit with that file and waits for its build. */
    public Build push(String file, String branch, String text) {
        return pushed(branch, git.commit(file, text, "Change " + file));
    }

    private Build pushed(String branch, String commit) {
        git.run("push", "-q", project.url(project.writer()), "HEAD:refs/heads/" + branch);
        return await().until(
                        () ->
                                builds().list(project.repository(), branch, commit, 1).stream()
                                        .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    /** Pushes a commit, reports these tests of its build, and answers the build as it ended. */
    public Build run(String branch, String title, TestCase... tests) {
        var build = push(branch, title);
        report(agent.claim(0), tests);
        return builds().get(build.id());
    }

    public void report(Assignment job, TestCase... tests) {
        report(job, List.of(), tests);
    }

    public void report(Assignment job, List<StoredFile> files, TestCase... tests) {
        agent.report(
                job,
                new Outcome.Built(
                        "",
                        List.of(new Outcome.Built.StepRun("make", 0, 40, 0)),
                        List.of(tests),
                        files),
                false);
    }

    public Builds builds() {
        return context.getBean(Builds.class);
    }

    /** As somebody who writes in the project. */
    public Http http() {
        return Http.to(context.getBean(Settings.class).baseUrl())
                .as(project.writer().name(), TestProject.PASSWORD);
    }

    public static TestCase passed(String name) {
        return new TestCase("orders.SumTest", name, TestCase.Verdict.PASSED, 3, "");
    }

    public static TestCase failed(String name) {
        return new TestCase("orders.SumTest", name, TestCase.Verdict.FAILED, 4, "3 is not 2");
    }
}
