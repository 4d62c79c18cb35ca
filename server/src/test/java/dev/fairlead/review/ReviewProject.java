package dev.fairlead.review;

import dev.fairlead.audit.Actor;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A project of one test: an administrator who pushed main, a developer and a reviewer who may
 * write, a reader, and the developer's clone.
 */
public final class ReviewProject {
    public static final String PASSWORD = "correct-horse-battery";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ApplicationContext context;
    private final int number = COUNT.incrementAndGet();
    public final User administrator;
    public final User developer;
    public final User reviewer;
    public final User reader;
    public final Project project;
    public final Repository repository;
    public final Git git;

    private ReviewProject(ApplicationContext context, Path folder, Map<String, String> files) {
        this.context = context;
        administrator = user("administrator", true);
        developer = user("developer", false);
        reviewer = user("reviewer", false);
        reader = user("reader", false);
        project = bean(Projects.class).create(administrator, "REV" + number, "Reviews " + number);
        repository = bean(Repositories.class).create(administrator, project, "orders");
        grant(developer, Role.WRITE);
        grant(reviewer, Role.WRITE);
        grant(reader, Role.READ);
        git = Git.init(folder, developer.name());
        git.run("config", "user.email", developer.email());
        files.forEach((name, content) -> git.commit(name, content, "Add " + name));
        git.run("remote", "add", "origin", url(developer));
        git.run("push", "-q", url(administrator), "main");
        git.run("fetch", "-q", "origin");
    }

    public static ReviewProject create(
            ApplicationContext context, Path folder, Map<String, String> files) {
        return new ReviewProject(context, folder, files);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Issue issue(IssueType type, String title) {
        return bean(Issues.class).file(developer, project, type, title, "", null);
    }

    /** Pushes a commit of the developer on a new branch of the issue, from main as it is now. */
    public String branch(Issue issue, String file, String content) {
        var name = Issues.branchName(issue);
        git.run("fetch", "-q", "origin");
        git.run("checkout", "-q", "-b", name, "origin/main");
        git.commit(file, content, "Change " + file);
        git.run("push", "-q", "origin", name);
        return name;
    }

    public PullRequest open(User by, String branch) {
        var wanted = new Proposal("Merge " + branch, "", branch, "main", List.of());
        return bean(PullRequests.class).open(by, repository, wanted);
    }

    /** What an agent would report of the branch's tip. */
    public void build(String branch, CommitStatus.State state) {
        var tip = bean(Source.class).resolve(repository, branch).orElseThrow();
        var status =
                new CommitStatus(
                        "fairlead", state, "Build 1 " + state, "/builds/1", null, Instant.now());
        bean(TransactionTemplate.class)
                .executeWithoutResult(_ -> bean(CommitStatuses.class).set(repository, tip, status));
    }

    /** One change from its issue to just before its merge: green and approved. */
    public PullRequest ready(Issue issue, String file) {
        var branch = branch(issue, file, "content of " + file);
        build(branch, CommitStatus.State.SUCCESSFUL);
        var pr = open(developer, branch);
        bean(PullRequests.class).approve(reviewer, repository, pr.number(), pr.head());
        return pr;
    }

    public String url(User user) {
        return "http://%s:%s@%s%s"
                .formatted(
                        user.name(),
                        PASSWORD,
                        bean(Settings.class).baseUrl().getAuthority(),
                        repository.clonePath());
    }

    private void grant(User user, Role role) {
        bean(Access.class).grant(administrator.actor(), project.id(), project.key(), user, role);
    }

    private User user(String role, boolean isAdministrator) {
        var name = "review-" + role + number;
        return bean(Users.class)
                .create(
                        Actor.FAIRLEAD,
                        name,
                        name,
                        name + "@example.org",
                        PASSWORD,
                        isAdministrator);
    }
}
