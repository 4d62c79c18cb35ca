package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.build.FakeAgent;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Who may take a release to an environment: never who wrote a part of what it brings there. */
@ModuleTest
class PromotionModuleTest {
    private static final String PLAN = "build: {steps: [{run: x}], artifacts: [t/*]}";

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired PullRequests pullRequests;
    @Autowired Releases releases;
    @Autowired Environments environments;
    @Autowired Promotions promotions;
    @Autowired Groups groups;
    @Autowired Access access;
    @TempDir Path folder;

    private ReviewProject test;
    private String promoters;

    @BeforeEach
    void project() throws Exception {
        test =
                ReviewProject.create(
                        context,
                        Files.createDirectory(folder.resolve("work")),
                        Map.of("a.txt", "a"));
        promoters = test.project.key().toLowerCase() + "-releasers";
        for (var user : List.of(test.administrator, test.developer, test.reviewer, test.reader)) {
            groups.add(test.administrator.actor(), promoters, user);
        }
    }

    @Test
    void nobodyPromotesWhatTheyPushedOrWroteOrCommittedOrPrepared() throws Exception {
        var production = define(test.administrator, 1);
        var version = release(test.reader, test.administrator);

        refuses(test.developer, production, version, "wrote its commit");
        refuses(test.reader, production, version, "wrote its commit");
        refuses(test.administrator, production, version, "wrote its commit");

        access.grant(
                test.administrator.actor(),
                test.project.id(),
                test.project.key(),
                test.reviewer,
                Role.ADMINISTER);
        var edited = define(test.reviewer, 2);
        refuses(
                test.reviewer,
                edited,
                version,
                test.reviewer.name() + " edited the environment since the last deployment");
    }

    @Test
    void whoOnlyApprovedItPromotesIt() throws Exception {
        var production = define(test.administrator, 1);
        var version = release(test.reader, test.administrator);
        var promoted = promote(test.reviewer, production, version);
        assertThat(promoted.reasons())
                .contains(
                        test.reviewer.name() + " is a member of " + promoters,
                        test.reviewer.name() + " wrote none of its commits");
        assertThatThrownBy(() -> promote(test.reviewer, production, version))
                .hasMessageContaining("is on its way to production already");
    }

    /** A change that the developer pushes, the author wrote and the committer committed. */
    private String release(User author, User committer) throws Exception {
        var agent =
                new FakeAgent(settings, "agent-" + promoters, test.repository.toString())
                        .register();
        var issue = test.issue(IssueType.STORY, "Show VAT");
        var branch = Issues.branchName(issue);
        test.git.run("fetch", "-q", "origin");
        test.git.run("checkout", "-q", "-b", branch, "origin/main");
        Files.writeString(test.git.folder().resolve("fairlead.yml"), PLAN);
        test.git.run("add", "fairlead.yml");
        test.git.run(
                "-c",
                "user.name=" + committer.name(),
                "-c",
                "user.email=" + committer.email(),
                "commit",
                "-q",
                "--author",
                author.name() + " <" + author.email() + ">",
                "-m",
                issue.key() + " Show VAT");
        test.git.run("push", "-q", "origin", branch);
        agent.pass(0);
        var pr = test.open(test.developer, branch);
        pullRequests.approve(test.reviewer, test.repository, pr.number(), pr.head());
        pullRequests.merge(test.developer, test.repository, pr.number());
        var release = releases.ofPullRequest(pr.id()).orElseThrow();
        build(agent, release);
        return release.version();
    }

    private void build(FakeAgent agent, Release release) {
        while (releases.get(release.id()).state() != Release.State.RELEASED) {
            agent.claimIfAny(0)
                    .ifPresent(job -> {
                        var version = agent.spec(job).environment().get("FAIRLEAD_VERSION");
                        var files =
                                version == null
                                        ? List.<StoredFile>of()
                                        : List.of(agent.store(job, "t/x-" + version + ".txt", "x"));
                        agent.report(
                                job, new Outcome.Built("", List.of(), List.of(), files), false);
                    });
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        }
    }

    private Environment define(User by, int order) {
        var definition =
                """
                {"kind": "production", "order": %d, "repository": "orders", "promotion": "manual",
                 "promoters": ["%s"],
                 "hosts": [{"name": "order-1", "agent": "absent", "folder": "/srv/orders",
                            "address": "127.0.0.1", "port": 8080}],
                 "steps": {"install": "true", "start": "true", "stop": "true", "verify": "true"}}
                """
                        .formatted(order, promoters);
        return environments
                .put(by, test.project.key(), "production", new JsonMapper().readTree(definition))
                .environment();
    }

    private void refuses(User user, Environment environment, String version, String sentence) {
        assertThatThrownBy(() -> promote(user, environment, version))
                .hasMessageContaining(user.name() + " may not promote")
                .hasMessageContaining(sentence);
    }

    private Deployment promote(User user, Environment environment, String version) {
        return promotions.promote(user, environment, version, new Promotions.Shown(null, null));
    }
}
