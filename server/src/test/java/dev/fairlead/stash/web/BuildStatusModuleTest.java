package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.ReviewProject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Jenkins' notifiers post and Renovate reads, as they do it. */
@ModuleTest
class BuildStatusModuleTest {
    private static final String STATUS = "/rest/build-status/1.0/commits/";

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient jenkins;
    private String head;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        jenkins = StashClient.of(test, test.developer);
        head = test.git.run("rev-parse", "HEAD");
    }

    @Test
    void takesWhatJenkinsPostsAndAnswersWithNothing() {
        var answer = jenkins.post(STATUS + head, build("SUCCESSFUL", "orders-ci"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        var read = jenkins.get(STATUS + head).json();
        assertThat(read.path("isLastPage").asBoolean()).isTrue();
        assertThat(read.path("values").path(0).path("state").asString()).isEqualTo("SUCCESSFUL");
        assertThat(read.path("values").path(0).path("key").asString()).isEqualTo("orders-ci");
        assertThat(read.path("values").path(0).path("dateAdded").asLong()).isPositive();
    }

    @Test
    void replacesTheStatusOfAKeyAndCountsItOnce() {
        jenkins.post(STATUS + head, build("INPROGRESS", "orders-ci"));
        StashClient.of(test, test.reviewer).post(STATUS + head, build("FAILED", "orders-ci"));
        jenkins.post(STATUS + head.toUpperCase(), build("SUCCESSFUL", "orders-ci"));
        jenkins.post(STATUS + head, build("FAILED", "lint"));

        assertThat(jenkins.get(STATUS + head).json().path("values").size()).isEqualTo(2);
        assertThat(jenkins.get(STATUS + "stats/" + head).body())
                .isEqualTo("{\"successful\":1,\"inProgress\":0,\"failed\":1}");
    }

    @Test
    void answersZerosForACommitThatNobodyKnows() {
        var unknown = "ab".repeat(20);

        assertThat(jenkins.get(STATUS + "stats/" + unknown).body())
                .isEqualTo("{\"successful\":0,\"inProgress\":0,\"failed\":0}");
        jenkins.post(STATUS + head, build("SUCCESSFUL", "orders-ci"));
        var several = jenkins.post(STATUS + "stats", List.of(head, unknown)).json();
        assertThat(several.size()).isEqualTo(1);
        assertThat(several.path(head).path("successful").asInt()).isEqualTo(1);
    }

    @Test
    void takesTheRichFormAndTellsWhatItCan() {
        var body = new HashMap<>(build("CANCELLED", "orders-ci"));
        body.putAll(
                Map.of(
                        "buildNumber",
                        17,
                        "duration",
                        4200,
                        "ref",
                        "refs/heads/main",
                        "parent",
                        "orders",
                        "testResults",
                        Map.of("successful", 10, "failed", 1, "skipped", 2),
                        "something",
                        "new"));
        var path = "/commits/" + head + "/builds";

        assertThat(jenkins.post(path, body).status()).isEqualTo(204);
        var read = jenkins.get(path + "?key=orders-ci").json();
        assertThat(read.path("state").asString()).isEqualTo("CANCELLED");
        assertThat(read.path("buildNumber").asString()).isEqualTo("17");
        assertThat(read.path("duration").asLong()).isEqualTo(4200);
        assertThat(read.path("testResults").path("failed").asInt()).isEqualTo(1);
        assertThat(jenkins.get("/rest/capabilities").json().path("application").asString())
                .isEqualTo("stash");
        assertThat(jenkins.get("/rest/api/latest/webhooks/capabilities").body())
                .contains("repo:refs_changed");
        assertThat(jenkins.get("/rest/api/latest/build/capabilities").body())
                .isEqualTo("{\"buildStatus\":[\"richBuildStatus\",\"cancelledStatus\"]}");
    }

    @Test
    void showsAStatusWhenItsCommitArrives() {
        var issue = test.issue(IssueType.STORY, "Later");
        test.git.run("checkout", "-q", "-b", issue.key() + "-later");
        var commit = test.git.commit("later.txt", "later\n", "Later");
        assertThat(jenkins.post(STATUS + commit, build("SUCCESSFUL", "orders-ci")).status())
                .isEqualTo(204);
        var reader = StashClient.of(test, test.reader);
        assertThat(reader.get(STATUS + commit).json().path("size").asInt()).isZero();
        assertThat(jenkins.get(STATUS + commit).json().path("size").asInt()).isEqualTo(1);

        test.git.run("push", "-q", "origin", issue.key() + "-later");

        await().until(() -> reader.get(STATUS + commit).json().path("size").asInt() == 1);
        assertThat(waiting()).isZero();
    }

    @Test
    void hidesAndIgnoresWhatIsNoneOfOnesBusiness() throws IOException {
        var elsewhere = Files.createDirectory(folder.resolve("other"));
        var other = ReviewProject.create(context, elsewhere, Map.of("a", "a"));
        var stranger = StashClient.of(other, other.developer);
        jenkins.post(STATUS + head, build("FAILED", "orders-ci"));

        assertThat(stranger.get(STATUS + head).json().path("size").asInt()).isZero();
        assertThat(stranger.post(STATUS + head, build("SUCCESSFUL", "orders-ci")).status())
                .isEqualTo(204);
        assertThat(
                        jenkins.get(STATUS + head)
                                .json()
                                .path("values")
                                .path(0)
                                .path("state")
                                .asString())
                .isEqualTo("FAILED");
        var reader = StashClient.of(test, test.reader).post(STATUS + head, build("FAILED", "x"));
        assertThat(reader.status()).isEqualTo(403);
        assertThat(reader.body()).contains("needs the role write");
        assertThat(Http.to(settings.baseUrl()).post(STATUS + head, Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void keepsNoMoreThanALimitWaiting() {
        jdbc.sql(
                        """
                        insert into awaited_status (sha, key, poster, state, name, url, at,
                            description)
                        select md5(n::text) || '00000000', 'k', ?, 'FAILED', 'n', 'u', now(), ''
                        from generate_series(1, 1000) n
                        """)
                .param(test.reviewer.id())
                .update();
        var refused =
                StashClient.of(test, test.reviewer)
                        .post(STATUS + "cd".repeat(20), build("FAILED", "x"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("1000 statuses of").contains("30 days");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":\"k\",\"url\":\"https://ci\"}",
                "{\"state\":\"GREEN\",\"key\":\"k\",\"url\":\"https://ci\"}",
                "{\"state\":\"FAILED\",\"url\":\"https://ci\"}",
                "{\"state\":\"FAILED\",\"key\":\"k\"}",
                "{\"state\":\"FAILED\",\"key\":\"k\",\"url\":\"javascript:alert(1)\"}",
                "{\"state\":\"FAILED\",\"key\":\"a\\u0000b\",\"url\":\"https://ci\"}",
                "[]",
                "nothing",
            })
    void refusesWhatIsMissingOrOfAnotherForm(String body) {
        var answer =
                jenkins.http()
                        .send(
                                "POST",
                                STATUS + head,
                                "application/json",
                                BodyPublishers.ofString(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("message").asString()).isNotEmpty();
    }

    @Test
    void refusesWhatIsTooLongAndTreatsTheRestAsData() {
        var tooLong = Map.of("state", "FAILED", "key", "k".repeat(256), "url", "https://ci");
        assertThat(jenkins.post(STATUS + head, tooLong).body()).contains("at most 255");
        assertThat(jenkins.post(STATUS + "--exec=x", build("FAILED", "k")).status()).isEqualTo(400);
        assertThat(jenkins.post(STATUS + "abc", build("FAILED", "k")).status()).isEqualTo(400);

        var hostile = "'; drop table commit_status; -- $(x) <b>ü\u202e";
        assertThat(jenkins.post(STATUS + head, build("FAILED", hostile)).status()).isEqualTo(204);
        assertThat(jenkins.get(STATUS + head).json().path("values").path(0).path("key").asString())
                .isEqualTo(hostile);
        var page = Http.to(settings.baseUrl()).as(test.reader.name(), ReviewProject.PASSWORD);
        assertThat(page.get(test.repository.url() + "/commits/" + head).body())
                .contains("&lt;b&gt;")
                .doesNotContain("<b>ü");
    }

    private int waiting() {
        return jdbc.sql("select count(*) from awaited_status where poster = ?")
                .param(test.developer.id())
                .query(Integer.class)
                .single();
    }

    private static Map<String, Object> build(String state, String key) {
        return Map.of(
                "state",
                state,
                "key",
                key,
                "name",
                key + " #17",
                "url",
                "https://jenkins.example/job/orders/17/",
                "description",
                "built by Jenkins");
    }
}
