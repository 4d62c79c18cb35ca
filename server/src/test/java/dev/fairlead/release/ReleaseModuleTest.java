package dev.fairlead.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.build.FakeAgent;
import dev.fairlead.code.Source;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.Timeline;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
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
import org.springframework.transaction.support.TransactionTemplate;

@ModuleTest
class ReleaseModuleTest {
    private static final String POM =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>shop.x</groupId>
              <artifactId>%s</artifactId>
              <version>1-SNAPSHOT</version>
            </project>
            """;

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired PullRequests pullRequests;
    @Autowired Releases releases;
    @Autowired Attempts attempts;
    @Autowired Publication publication;
    @Autowired Contents contents;
    @Autowired Source source;
    @Autowired Timeline timeline;
    @Autowired TransactionTemplate transaction;
    @TempDir Path folder;

    private ReviewProject test;
    private FakeAgent agent;
    private String artifact;

    @BeforeEach
    void project() throws Exception {
        artifact = "orders" + System.nanoTime();
        test =
                ReviewProject.create(
                        context,
                        Files.createDirectory(folder.resolve("work")),
                        Map.of("pom.xml", POM.formatted(artifact)));
        agent = new FakeAgent(settings, "agent-" + artifact, test.repository.toString()).register();
    }

    @Test
    void aMergeIsReleasedAndMavenFindsIt() throws Exception {
        var issue = test.issue(IssueType.STORY, "Show VAT");
        var release = merge(issue, true);
        buildRelease("");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(release) == Release.State.RELEASED);

        var commit = String.valueOf(releases.get(release.id()).commit());
        assertThat(source.resolve(test.repository, "v1.0.0")).contains(commit);
        assertThat(source.commit(test.repository, commit).parents())
                .containsExactly(release.mergeCommit());
        assertThat(pom(commit)).isEqualTo(POM.formatted(artifact).replace("1-SNAPSHOT", "1.0.0"));
        assertThat(pom(source.resolve(test.repository, "main").orElseThrow()))
                .contains("1-SNAPSHOT");
        assertThat(releases.artifacts(release.id()))
                .extracting(ReleaseArtifact::name, ReleaseArtifact::primary)
                .containsExactly(
                        tuple(artifact + "-1.0.0.jar", true),
                        tuple(artifact + "-1.0.0.pom", false));
        assertThat(contents.of(release).writers()).containsExactly(test.developer.id());
        assertThat(stop(issue)).isEqualTo("DONE 1.0.0");
        assertThatThrownBy(() -> attempts.again(test.developer, releases.get(release.id())))
                .hasMessage("Release 1.0.0 is released: only a failed one can be attempted again.");

        serves(release);
        RealMaven.resolves(
                folder.resolve("maven"),
                server() + "/maven/" + test.project.key() + "/",
                test.reader.name(),
                ReviewProject.PASSWORD,
                "shop.x:" + artifact + ":1.0.0");
    }

    @Test
    void aFailedReleaseIsAttemptedAgainUnderItsVersion() {
        var issue = test.issue(IssueType.BUG, "Fix it");
        var release = merge(issue, true);
        buildRelease("Step \"mvn\" ended with exit code 1.");
        await().atMost(Duration.ofSeconds(20)).until(() -> state(release) == Release.State.FAILED);
        assertThat(releases.get(release.id()).failure())
                .contains("failed: Step \"mvn\" ended with exit code 1.");
        assertThat(stop(issue)).isEqualTo("FAILED 1.0.0 failed");
        var commit = releases.get(release.id()).commit();

        attempts.again(test.developer, releases.get(release.id()));
        assertThat(stop(issue)).isEqualTo("CURRENT building 1.0.0");
        buildRelease("");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(release) == Release.State.RELEASED);
        assertThat(releases.get(release.id()).commit()).isEqualTo(commit);
    }

    @Test
    void twoJobsThatKeepDifferentFilesUnderOneNameFailTheRelease() {
        var plan =
                """
                build: {steps: [{run: x}]}
                release: {jobs: {a: {steps: [{run: x}]}, b: {steps: [{run: x}]}}}
                """;
        var branch = test.branch(test.issue(IssueType.STORY, "Two jobs"), "fairlead.yml", plan);
        agent.pass(0);
        var pr = test.open(test.developer, branch);
        pullRequests.approve(test.reviewer, test.repository, pr.number(), pr.head());
        pullRequests.merge(test.developer, test.repository, pr.number());
        var release = releases.ofPullRequest(pr.id()).orElseThrow();
        for (int ended = 0; ended < 2; ) {
            var job = agent.claim(0);
            var isRelease = agent.spec(job).environment().containsKey("FAIRLEAD_VERSION");
            var files =
                    isRelease
                            ? List.of(agent.store(job, "t/app.jar", "bytes " + ended))
                            : List.<StoredFile>of();
            agent.report(job, new Outcome.Built("", List.of(), List.of(), files), false);
            ended += isRelease ? 1 : 0;
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> state(release) == Release.State.FAILED);
        assertThat(releases.get(release.id()).failure())
                .contains("keep different files under the name t/app.jar");
    }

    @Test
    void aPublicationThatIsRolledBackLeavesNothing() {
        var release = merge(test.issue(IssueType.TASK, "Tidy up"), true);
        await().until(() -> releases.get(release.id()).build() != null);
        var file =
                new Published(
                        "a.jar", new Digests("a", "b", "c"), 1, "shop/a/1.0.0/" + artifact, true);
        transaction.executeWithoutResult(status -> {
            publication.publish(test.repository, releases.get(release.id()), List.of(file));
            assertThat(state(release)).isEqualTo(Release.State.RELEASED);
            status.setRollbackOnly();
        });
        assertThat(state(release)).isEqualTo(Release.State.BUILDING);
        assertThat(source.resolve(test.repository, "v1.0.0")).isEmpty();
        assertThat(releases.artifacts(release.id())).isEmpty();

        buildRelease("");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(release) == Release.State.RELEASED);
    }

    @Test
    void theKindOfTheIssueRaisesTheVersionAndASubTaskCountsAsItsParent() {
        var story = test.issue(IssueType.STORY, "Story");
        assertThat(versionAfterMerge(story)).isEqualTo("1.0.0");
        assertThat(versionAfterMerge(test.issue(IssueType.BUG, "Bug"))).isEqualTo("1.0.1");
        assertThat(versionAfterMerge(subTaskOf(story))).isEqualTo("1.1.0");
        assertThat(versionAfterMerge(test.issue(IssueType.TASK, "Task"))).isEqualTo("1.1.1");
    }

    @Test
    void withoutAPlanTheReleaseFailsAndSaysSo() {
        var release = merge(test.issue(IssueType.STORY, "No plan"), false);
        await().atMost(Duration.ofSeconds(20)).until(() -> state(release) == Release.State.FAILED);
        assertThat(releases.get(release.id()).failure()).contains("the commit has no fairlead.yml");
    }

    private void serves(Release release) {
        var http = Http.to(server()).as(test.reader.name(), ReviewProject.PASSWORD);
        var base = "/maven/" + test.project.key() + "/shop/x/" + artifact;
        var jar = base + "/1.0.0/" + artifact + "-1.0.0.jar";
        assertThat(http.get(jar).body()).isEqualTo("jar of 1.0.0");
        assertThat(http.get(jar + ".sha256").body())
                .isEqualTo(releases.artifacts(release.id()).getFirst().sha256());
        assertThat(http.get(jar + ".sha1").body()).hasSize(40);
        assertThat(http.get(base + "/maven-metadata.xml").body())
                .contains("<release>1.0.0</release>", "<groupId>shop.x</groupId>");
        assertThat(http.get(base + "/maven-metadata.xml.md5").body()).hasSize(32);
        assertThat(http.get(base + "/1.0.1/" + artifact + "-1.0.1.jar").status()).isEqualTo(404);
        assertThat(Http.to(server()).get(jar).status()).isEqualTo(401);
        var put = http.send("PUT", jar, "application/octet-stream", BodyPublishers.ofString("x"));
        assertThat(put.status()).isEqualTo(409);
        assertThat(put.body()).contains("Version 1.0.0 is released and never changes.");
        var another =
                http.send(
                        "PUT",
                        base + "/9.0.0/x.jar",
                        "application/octet-stream",
                        BodyPublishers.ofString("x"));
        assertThat(another.status()).isEqualTo(403);
    }

    private String versionAfterMerge(Issue issue) {
        return merge(issue, false).version();
    }

    private Issue subTaskOf(Issue parent) {
        return test.bean(Issues.class)
                .file(
                        test.developer,
                        test.project,
                        IssueType.SUB_TASK,
                        "Part of it",
                        "",
                        parent.key());
    }

    /** Merges one change; with a plan its branch is built by the agent first. */
    private Release merge(Issue issue, boolean plan) {
        PullRequest pr;
        if (plan) {
            var branch =
                    test.branch(
                            issue, "fairlead.yml", "build: {steps: [{run: x}], artifacts: [t/*]}");
            agent.pass(0);
            pr = test.open(test.developer, branch);
            pullRequests.approve(test.reviewer, test.repository, pr.number(), pr.head());
        } else {
            pr = test.ready(issue, issue.key() + ".txt");
        }
        pullRequests.merge(test.developer, test.repository, pr.number());
        return releases.ofPullRequest(pr.id()).orElseThrow();
    }

    /** Passes builds of branches until the release's own comes. */
    private void buildRelease(String failure) {
        while (true) {
            var job = agent.claim(0);
            var version = agent.spec(job).environment().get("FAIRLEAD_VERSION");
            var files =
                    version == null
                            ? List.<StoredFile>of()
                            : List.of(
                                    agent.store(
                                            job,
                                            "t/%s-%s.jar".formatted(artifact, version),
                                            "jar of " + version));
            var said = version == null ? "" : failure;
            agent.report(job, new Outcome.Built(said, List.of(), List.of(), files), false);
            if (version != null) {
                return;
            }
        }
    }

    private Release.State state(Release release) {
        return releases.get(release.id()).state();
    }

    private String stop(Issue issue) {
        var stop = timeline.line(issue.key()).get(Stop.RELEASE.ordinal());
        return stop.state() + " " + stop.note();
    }

    private String pom(String commit) {
        return new String(
                source.file(test.repository, commit, "pom.xml", 10_000).orElseThrow(), UTF_8);
    }

    private URI server() {
        return URI.create("http://127.0.0.1:" + settings.httpPort());
    }
}
