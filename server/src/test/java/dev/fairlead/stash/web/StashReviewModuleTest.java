package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.issue.IssueType;
import dev.fairlead.review.ReviewProject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Pull requests as tools open, change and find them. */
@ModuleTest
class StashReviewModuleTest {
    private static final String PULL = "com.atlassian.bitbucket.pull.";
    private static final String ONE = "/pull-requests/1";

    @Autowired ApplicationContext context;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient renovate;
    private String branch;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        renovate = StashClient.of(test, test.developer);
        branch = test.branch(test.issue(IssueType.TASK, "Update"), "a.txt", "1\n");
        var opened = renovate.post("/pull-requests", proposal(branch, "Update a"));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    }

    @Test
    void haveEverythingThatRenovateReads() {
        var pr = renovate.get(ONE).json();

        assertThat(pr.path("id").asInt()).isEqualTo(1);
        assertThat(pr.path("version").asInt()).isZero();
        assertThat(pr.path("open").asBoolean()).isTrue();
        assertThat(pr.path("closed").asBoolean()).isFalse();
        assertThat(pr.path("createdDate").isNumber()).isTrue();
        assertThat(pr.path("updatedDate").isNumber()).isTrue();
        assertThat(pr.path("fromRef").path("id").asString()).isEqualTo("refs/heads/" + branch);
        assertThat(pr.path("fromRef").path("latestCommit").asString())
                .isEqualTo(test.git.run("rev-parse", branch));
        assertThat(pr.path("toRef").path("displayId").asString()).isEqualTo("main");
        assertThat(pr.path("toRef").path("latestCommit").asString())
                .isEqualTo(test.git.run("rev-parse", "origin/main"));
        assertThat(pr.path("toRef").path("repository").path("slug").asString()).isEqualTo("orders");
        assertThat(pr.path("author").path("user").path("name").asString())
                .isEqualTo(test.developer.name());
        assertThat(pr.path("reviewers").isArray()).isTrue();
        assertThat(pr.path("participants").isArray()).isTrue();
        assertThat(pr.path("links").path("self").path(0).path("href").asString())
                .endsWith("/repositories/orders/pull-requests/1");
    }

    @Test
    void sayThatThereIsNothingToMerge() {
        test.git.run("push", "-q", "origin", "origin/main:refs/heads/renovate/empty");
        var empty = renovate.post("/pull-requests", proposal("renovate/empty", "Nothing"));

        assertThat(empty.status()).isEqualTo(409);
        assertThat(error(empty).path("exceptionName").asString())
                .isEqualTo(PULL + "EmptyPullRequestException");
        assertThat(error(empty).path("message").asString()).startsWith("There is nothing to merge");
    }

    @Test
    void keepWhatAChangeDoesNotName() {
        var body = new HashMap<String, Object>(Map.of("version", "0", "unknown", List.of(1)));
        body.put("title", 7);
        body.put("description", null);
        body.put("toRef", null);
        var changed = renovate.put(ONE, body);

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().path("title").asString()).isEqualTo("7");
        assertThat(changed.json().path("description").asString()).isEqualTo("This PR updates");
        assertThat(names(changed.json().path("reviewers"))).containsExactly(test.reviewer.name());
        assertThat(changed.json().path("version").asInt()).isEqualTo(1);
        assertThat(renovate.put(ONE, Map.of("title", "x")).status()).isEqualTo(400);
        assertThat(renovate.get(ONE).json().path("title").asString()).isEqualTo("7");
    }

    @Test
    void goIntoAnotherBranch() {
        test.git.run(
                "push", "-q", test.url(test.administrator), "origin/main:refs/heads/renovate/next");
        var moved =
                renovate.put(
                                ONE,
                                Map.of(
                                        "version",
                                        0,
                                        "toRef",
                                        Map.of("id", "refs/heads/renovate/next")))
                        .json();

        assertThat(moved.path("toRef").path("displayId").asString()).isEqualTo("renovate/next");
        assertThat(moved.path("version").asInt()).isEqualTo(1);
        var incoming = renovate.get("/pull-requests?at=refs/heads/renovate/next").json();
        assertThat(incoming.path("size").asInt()).isEqualTo(1);
        assertThat(renovate.get("/pull-requests?at=main").json().path("size").asInt()).isZero();
    }

    @Test
    void areFoundByPeopleStateAndText() {
        assertThat(found("role.1=AUTHOR&username.1=" + test.developer.name())).containsExactly(1);
        assertThat(found("role.1=REVIEWER&username.1=" + test.reviewer.name())).containsExactly(1);
        assertThat(found("role.1=REVIEWER&username.1=" + test.developer.name())).isEmpty();
        assertThat(found("username.1=" + test.reviewer.name())).containsExactly(1);
        assertThat(found("role.1=PARTICIPANT")).isEmpty();
        assertThat(found("role.1=AUTHOR&username.1=nobody%00")).isEmpty();
        assertThat(found("filterText=UPDATE")).containsExactly(1);
        assertThat(found("filterText=%25")).isEmpty();
        assertThat(found("state=DECLINED")).isEmpty();

        var second = test.branch(test.issue(IssueType.TASK, "More"), "b.txt", "b");
        renovate.post("/pull-requests", proposal(second, "More"));
        assertThat(found("state=all")).containsExactly(2, 1);
        renovate.put(ONE, Map.of("version", 0, "title", "Newest"));
        assertThat(found("state=ALL")).containsExactly(1, 2);
        var page = renovate.get("/pull-requests?limit=1").json();
        assertThat(page.path("nextPageStart").asInt()).isEqualTo(1);
        var last = renovate.get("/pull-requests?limit=1&start=1").json();
        assertThat(last.path("isLastPage").asBoolean()).isTrue();
        assertThat(last.path("nextPageStart").isNull()).isTrue();
        assertThat(renovate.get("/pull-requests?state=HALF").status()).isEqualTo(400);
        assertThat(renovate.get("/pull-requests?role.1=KING").status()).isEqualTo(400);
        assertThat(renovate.get("/pull-requests?direction=UP").status()).isEqualTo(400);
    }

    @Test
    void holdWhateverIsWrittenIntoThem() {
        var text = "'\"; drop table users; -- $(id) `id` ../.. {{x}} \u202e<script>日本語\u0000\n✓";
        var said = renovate.post(ONE + "/comments", Map.of("text", text)).json();
        assertThat(said.path("text").asString()).isEqualTo(text.replace("\0", ""));
        var title = "--exec=$(id) '\" </title><script>عربى";
        var changed =
                renovate.put(ONE, Map.of("version", 0, "title", title, "description", text)).json();
        assertThat(changed.path("title").asString()).isEqualTo(title);
        assertThat(changed.path("description").asString()).isEqualTo(text.replace("\0", ""));
        for (var bad : List.of("x".repeat(4096), "", "a\0b", "two\nlines")) {
            var refused = renovate.put(ONE, Map.of("version", 1, "title", bad));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(error(refused).path("context").asString()).isEqualTo("title");
        }
        assertThat(renovate.post(ONE + "/comments", Map.of("text", "x".repeat(70_000))).status())
                .isEqualTo(400);
    }

    @Test
    void refuseBodiesThatMakeNoSense() {
        for (var name : List.of("a\0b", "x".repeat(4096), "$(id)", "../admin", "")) {
            var asked =
                    Map.of(
                            "version",
                            0,
                            "reviewers",
                            List.of(Map.of("user", Map.of("name", name))));
            assertThat(renovate.put(ONE, asked).status()).as(name).isIn(400, 409);
        }
        for (var ref :
                List.of("refs/heads/a\0b", "--exec", "refs/tags/1", "..", "x".repeat(4096))) {
            assertThat(renovate.post("/pull-requests", proposal(ref, "t")).status())
                    .as(ref)
                    .isEqualTo(400);
        }
        for (var body : List.of("[]", "7", "\"x\"", "{\"version\":{}}", "{", "null", "")) {
            var answer =
                    renovate.http()
                            .send(
                                    "PUT",
                                    renovate.repository() + ONE,
                                    "application/json",
                                    BodyPublishers.ofString(body));
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(error(answer).path("message").asString()).isNotEmpty();
        }
        assertThat(renovate.get("/pull-requests/99999999999").status()).isEqualTo(400);
        assertThat(renovate.get("/pull-requests/2").status()).isEqualTo(404);
        assertThat(renovate.get(ONE + "/comments/1").status()).isEqualTo(404);
        var fork = new HashMap<>(proposal(branch, "t"));
        fork.put("fromRef", Map.of("id", "x", "repository", Map.of("slug", "fork")));
        assertThat(renovate.post("/pull-requests", fork).status()).isEqualTo(400);
    }

    private List<Integer> found(String query) {
        return renovate.get("/pull-requests?" + query).json().path("values").values().stream()
                .map(one -> one.path("id").asInt())
                .toList();
    }

    private Map<String, Object> proposal(String from, String title) {
        return StashClient.proposal(from, title, test.reviewer);
    }

    private static List<String> names(JsonNode people) {
        return people.values().stream()
                .map(one -> one.path("user").path("name").asString())
                .toList();
    }

    private static JsonNode error(Http.Answer answer) {
        return answer.json().path("errors").path(0);
    }
}
