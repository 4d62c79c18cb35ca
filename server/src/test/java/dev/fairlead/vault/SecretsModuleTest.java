package dev.fairlead.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.build.Build;
import dev.fairlead.build.Builds;
import dev.fairlead.build.FakeAgent;
import dev.fairlead.code.BranchRule;
import dev.fairlead.code.BranchRules;
import dev.fairlead.code.Permitted;
import dev.fairlead.code.RefPattern;
import dev.fairlead.code.RefVerb;
import dev.fairlead.code.Source;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may set a secret, and which job is given it. */
@ModuleTest
class SecretsModuleTest {
    private static final String VALUE = "squeamish ossifrage 4711";
    private static final String PLAN =
            """
            schedules: {yearly: {cron: '0 3 1 1 *'}}
            build: {steps: [{run: make}], secrets: [TOKEN]}
            release: {steps: [{run: make}], secrets: {NPM: TOKEN}}
            """;
    private static final Grants RELEASES = new Grants(true, false, List.of());

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Vault vault;
    @Autowired Builds builds;
    @Autowired Audit audit;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private ReviewProject test;
    private SecretPlace ofProject;
    private SecretPlace ofRepository;
    private FakeAgent agent;
    private String path;

    @BeforeEach
    void project() throws Exception {
        test = ReviewProject.create(context, folder, Map.of("fairlead.yml", PLAN));
        ofProject = new SecretPlace(test.project, null);
        ofRepository = new SecretPlace(test.project, test.repository);
        var name = "vault-" + test.project.key();
        agent = new FakeAgent(settings, name, test.repository.toString()).register();
        agent.pass(0); // main as it was pushed first
        path = "/projects/" + test.project.key() + "/secrets";
    }

    @Test
    void administratorsSetASecretThatNobodyIsShownAgain() {
        var admin = http(test.administrator);
        var answer =
                admin.put("/api/v1" + path + "/TOKEN", Map.of("value", VALUE, "releases", true));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(VALUE, "squeamish");
        var page = admin.get(path).body();
        assertThat(page).contains("TOKEN", "release builds", "never").doesNotContain("squeamish");
        assertThat(admin.get("/api/v1" + path).body())
                .contains("\"TOKEN\"", "\"setBy\":\"" + test.administrator.name())
                .doesNotContain("squeamish");

        admin.form(path, Map.of("name", "TOKEN", "schedules", "true"));
        assertThat(vault.of(test.administrator, ofProject).getFirst().grants())
                .isEqualTo(new Grants(false, true, List.of()));
        admin.form(path + "/TOKEN/removal", Map.of());
        assertThat(vault.of(test.administrator, ofProject)).isEmpty();

        var recorded =
                audit.entries(Long.MAX_VALUE, 50).stream()
                        .filter(entry -> entry.subject().equals(test.project.key()))
                        .filter(entry -> entry.action().startsWith("secret."))
                        .toList();
        assertThat(recorded)
                .extracting(entry -> entry.action())
                .containsExactly("secret.removed", "secret.granted", "secret.set");
        assertThat(recorded.toString()).contains("TOKEN").doesNotContain("squeamish");
    }

    @Test
    void whoDoesNotAdministerTheProjectSeesAndSetsNothing() {
        for (var user : List.of(test.developer, test.reader)) {
            assertThat(http(user).get(path).status()).isEqualTo(403);
            assertThat(http(user).get("/api/v1" + path).status()).isEqualTo(403);
            assertThat(http(user).put("/api/v1" + path + "/TOKEN", Map.of("value", VALUE)).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void refusesWhatCouldNotBeMaskedAndSaysNothingOfIt() {
        var admin = http(test.administrator);
        var page = admin.form(path, Map.of("name", "PIN", "value", "xq7"));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body())
                .contains("Must have at least 4 characters, has 3")
                .doesNotContain("xq7");
        refused("2FAST", VALUE, "name: must be letters, digits and underscores");
        refused("FAIRLEAD_X", VALUE, "or with FAIRLEAD_, was");
        refused("BIG", "x".repeat(16_385), "value: may have 16384 bytes, has 16385.");
        refused("NEW", null, "value: a new secret needs one.");
        assertThatThrownBy(() ->
                        vault.set(
                                test.administrator,
                                ofProject,
                                "TOKEN",
                                VALUE,
                                new Grants(false, false, List.of("mars"))))
                .hasMessageContaining("there is no environment \"mars\" in the project");
    }

    @Test
    void boundsWhatAPlaceHolds() {
        set(ofProject, "ONE", "x".repeat(16_000), RELEASES);
        set(ofProject, "TWO", "x".repeat(16_000), RELEASES);
        refused("THREE", "y".repeat(1_000), "may have 32768 bytes together");
        set(ofProject, "TWO", "y".repeat(500), RELEASES);
        set(ofProject, "THREE", "y".repeat(1_000), RELEASES);
    }

    @Test
    void aReleaseBuildIsGivenItWithItsClaimAndNowhereElse() {
        set(ofProject, "TOKEN", VALUE, RELEASES);
        var build = release();
        var job = agent.claim(0);

        assertThat(job.secrets()).isEqualTo(Map.of("NPM", VALUE));
        assertThat(job.notes()).isEmpty();
        assertThat(job.toString()).doesNotContain("squeamish");
        assertThat(agent.spec(job).environment()).doesNotContainKey("NPM");
        assertThat(agent.claim(0).secrets()).as("sent again").isEqualTo(job.secrets());
        assertThat(lastUse(ofProject)).isEqualTo("build " + build.id());
        report(job);
        assertThat(uses(job)).isZero();
    }

    /** A page of secrets is not written for each of a hundred steps. */
    @Test
    void saysWhoWasGivenItLastOnceAMinute() {
        set(ofProject, "TOKEN", VALUE, RELEASES);
        var build = release();
        var job = agent.claim(0);
        lastUsed("build " + build.id(), "30 seconds");
        var before = lastUsedAt();

        agent.claim(0); // the same again

        assertThat(lastUsedAt()).isEqualTo(before);
        lastUsed("build " + build.id(), "2 minutes");
        agent.claim(0);
        assertThat(lastUsedAt()).isAfter(before);
        lastUsed("somebody else", "1 second");
        agent.claim(0);
        assertThat(lastUse(ofProject)).isEqualTo("build " + build.id());
        report(job);
    }

    private void lastUsed(String by, String ago) {
        jdbc.sql("update named_secret set last_use = ?, last_use_at = now() - ?::interval")
                .params(by, ago)
                .update();
    }

    private OffsetDateTime lastUsedAt() {
        return jdbc.sql("select max(last_use_at) from named_secret")
                .query(OffsetDateTime.class)
                .single();
    }

    @Test
    void aScheduledBuildOfWhatWasReviewedIsGivenWhatIsGrantedToSchedules() {
        set(ofProject, "TOKEN", VALUE, new Grants(false, true, List.of()));
        await().until(() -> due() == 1);
        var job = await().until(() -> agent.claimIfAny(1), Optional::isPresent).orElseThrow();

        assertThat(job.secrets()).isEqualTo(Map.of("TOKEN", VALUE));
        report(job);

        vault.set(test.administrator, ofProject, "TOKEN", null, RELEASES);
        due();
        await().until(() -> failures().contains("is not granted to scheduled builds"));
    }

    /** Has the schedule's time come; how many schedules there are. */
    private int due() {
        return jdbc.sql(
                        """
                        update build_schedule set due = now() - interval '1 minute', wake = now()
                        where repository_id = ?
                        """)
                .param(test.repository.id())
                .update();
    }

    private String failures() {
        return builds.list(test.repository, "main", null, 5).stream()
                .map(Build::failure)
                .collect(Collectors.joining(" "));
    }

    @Test
    void aRepositorysOwnSecretStandsInForThatOfTheProject() {
        set(ofProject, "TOKEN", VALUE, RELEASES);
        set(ofRepository, "TOKEN", "its own one", RELEASES);
        release();
        var job = agent.claim(0);
        assertThat(job.secrets()).isEqualTo(Map.of("NPM", "its own one"));
        report(job);
    }

    @Test
    void aBuildOfABranchIsGivenNothingAndItsLogSaysSo() {
        set(ofProject, "TOKEN", VALUE, RELEASES);
        var issue = test.issue(IssueType.STORY, "Look at it");
        test.branch(issue, "fairlead.yml", PLAN + "\n");
        var job = agent.claim(0);

        assertThat(job.secrets()).isEmpty();
        assertThat(job.notes())
                .containsExactly("Builds of branches get no secrets: TOKEN is not set.");
        report(job);
    }

    @Test
    void aReleaseFailsBeforeItRunsWhereASecretIsMissingOrNotGranted() {
        assertThat(release().failure())
                .isEqualTo(
                        "There is no secret TOKEN. An administrator of %s sets it among the secrets of the project or of the repository."
                                .formatted(test.project.key()));
        set(ofProject, "TOKEN", VALUE, new Grants(false, true, List.of()));
        var build = release();
        assertThat(build.state()).isEqualTo(Build.State.FAILED);
        assertThat(build.failure())
                .startsWith(
                        "The secret TOKEN is not granted to release builds but to scheduled builds.");
    }

    @Test
    void whatIsTakenAwayWhileAJobWaitsIsNotGiven() {
        set(ofProject, "TOKEN", VALUE, RELEASES);
        release();
        vault.set(test.administrator, ofProject, "TOKEN", null, new Grants(false, true, List.of()));
        var job = agent.claim(0);
        assertThat(job.secrets()).isEmpty();
        assertThat(job.notes())
                .containsExactly(
                        "NPM is not set: its secret was removed, or is not granted to release builds any more.");
        report(job);
    }

    @Test
    void whoPushesPastTheReviewsTakesTheSecretsAway() {
        set(ofProject, "TOKEN", VALUE, RELEASES);
        protect(false);
        assertThat(release().failure())
                .contains("The secret TOKEN is for what was reviewed. main is not protected");

        test.git.commit("fairlead.yml", PLAN + "# evil\n", "Steal");
        test.git.run("push", "-q", "origin", "HEAD:main");
        agent.pass(0);
        protect(true);
        assertThat(release().failure())
                .contains(test.developer.name() + " pushed to main without a pull request at ")
                .endsWith("looks at main and then grants the secret again.");

        vault.set(test.administrator, ofProject, "TOKEN", null, RELEASES);
        var evil = tip();
        release();
        var job = agent.claim(0);
        assertThat(job.secrets()).as("an administrator looked").isEqualTo(Map.of("NPM", VALUE));
        report(job);

        test.git.run("checkout", "-q", "-B", "main", evil + "^");
        protect(false);
        test.git.run("push", "-q", "-f", "origin", "HEAD:main");
        protect(true);
        vault.set(test.administrator, ofProject, "TOKEN", null, RELEASES);
        assertThat(builds.queueRelease(test.repository, evil, "1.0.1").failure())
                .contains("This commit is older than the look that somebody took since");
        release();
        report(agent.claim(0));
    }

    @Test
    void onlyWhatWasReviewedWritesCachesThatAReleaseReads() {
        var branch = test.branch(test.issue(IssueType.STORY, "Change it"), "file", "content");
        var ofBranch = agent.claim(0);
        report(ofBranch);
        assertThat(agent.spec(ofBranch).caches().cache()).contains("/branch/");
        protect(false);
        test.git.run("checkout", "-q", "-B", "direct", "origin/main");
        test.git.commit("fairlead.yml", PLAN + "# poison\n", "Poison");
        test.git.run("push", "-q", "origin", "HEAD:main");
        var pushed = agent.claim(0);
        report(pushed);
        assertThat(agent.spec(pushed).environment()).containsEntry("FAIRLEAD_BRANCH", "main");
        assertThat(agent.spec(pushed).caches().cache()).contains("/branch/");
        protect(true);

        var pr = test.open(test.developer, branch);
        var requests = test.bean(PullRequests.class);
        requests.approve(test.reviewer, test.repository, pr.number(), pr.head());
        requests.merge(test.developer, test.repository, pr.number());
        var merged = agent.claim(0);
        assertThat(agent.spec(merged).caches().cache()).endsWith("/protected");
        report(merged);
    }

    @Test
    void theDatabaseHoldsOnlyWhatIsSealed() {
        set(ofProject, "TOKEN", VALUE, RELEASES);
        release();
        var rows =
                jdbc.sql("select s::text from named_secret s union all select j::text from job j")
                        .query(String.class)
                        .list();
        assertThat(rows).noneMatch(row -> row.contains("squeamish"));
        report(agent.claim(0));
    }

    private void protect(boolean onlyByPullRequests) {
        var rules = test.bean(BranchRules.class);
        var writers = new Permitted.Writers();
        rules.put(
                test.administrator,
                test.repository,
                rules.of(test.repository).version(),
                List.of(
                        new BranchRule(
                                RefPattern.of("main"),
                                onlyByPullRequests,
                                Map.of(
                                        RefVerb.PUSH, writers,
                                        RefVerb.CREATE, writers,
                                        RefVerb.DELETE, writers,
                                        RefVerb.FORCE, writers))));
    }

    private Build release() {
        return builds.queueRelease(test.repository, tip(), "1.0.0");
    }

    private String tip() {
        return test.bean(Source.class).resolve(test.repository, "main").orElseThrow();
    }

    private void set(SecretPlace place, String name, String value, Grants grants) {
        vault.set(test.administrator, place, name, value, grants);
    }

    private void refused(String name, @Nullable String value, String sentence) {
        assertThatThrownBy(() -> vault.set(test.administrator, ofProject, name, value, RELEASES))
                .hasMessageContaining(sentence);
    }

    private void report(Assignment job) {
        agent.report(job, new Outcome.Built("", List.of(), List.of(), List.of()), false);
    }

    private String lastUse(SecretPlace place) {
        var use = vault.of(test.administrator, place).getFirst().lastUse();
        return use == null ? "never" : use.by();
    }

    private long uses(Assignment job) {
        return jdbc.sql("select count(*) from secret_use where job = ?")
                .param(job.job())
                .query(Long.class)
                .single();
    }

    private Http http(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), ReviewProject.PASSWORD);
    }
}
