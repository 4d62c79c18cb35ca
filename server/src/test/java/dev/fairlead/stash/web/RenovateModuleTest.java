package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.code.Repositories;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Drives a repository as Renovate does: finds it, reads it, opens, changes and merges. */
@ModuleTest
class RenovateModuleTest {
    private static final String PULL = "com.atlassian.bitbucket.pull.";

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Repositories repositories;
    @Autowired PullRequests pullRequests;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient renovate;

    @BeforeEach
    void project() {
        test =
                ReviewProject.create(
                        context, folder, Map.of("README.md", "# Orders\n", "src/a.txt", "1\n2\n"));
        renovate = StashClient.of(test, test.developer);
    }

    @Test
    void findsTheRepositoriesItMayWrite() {
        var found =
                renovate.get("/rest/api/1.0/repos?permission=REPO_WRITE&state=AVAILABLE&limit=100");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().path("values").toString())
                .contains("\"slug\":\"orders\"")
                .contains("\"key\":\"" + test.project.key());
        assertThat(
                        StashClient.of(test, test.reader)
                                .get("/rest/api/1.0/repos?permission=REPO_WRITE")
                                .json()
                                .path("size")
                                .asInt())
                .isZero();
        var repository = renovate.get("").json();
        var links = repository.path("links").path("clone").toString();
        assertThat(links)
                .contains("/scm/" + test.project.key() + "/orders.git")
                .contains("ssh://git@");
        assertThat(repository.path("project").path("key").asString()).isEqualTo(test.project.key());
        assertThat(renovate.get("/branches/default").json().path("displayId").asString())
                .isEqualTo("main");
        repositories.create(test.administrator, test.project, "empty");
        var empty = renovate.repository().replace("/orders", "/empty");
        assertThat(renovate.get(empty + "/branches/default").status()).isEqualTo(204);
    }

    @Test
    void readsFilesAndSettings() {
        var file = renovate.get("/browse/src/a.txt?at=main&limit=20000").json();
        assertThat(file.path("lines").path(1).path("text").asString()).isEqualTo("2");
        assertThat(file.path("isLastPage").asBoolean()).isTrue();
        assertThat(renovate.get("/browse/none.txt").status()).isEqualTo(404);
        assertThat(renovate.get("/files/src").json().path("values").toString())
                .isEqualTo("[\"a.txt\"]");
        assertThat(renovate.get("/raw/src/a.txt?at=main").body()).isEqualTo("1\n2\n");
        assertThat(renovate.get("/tags").status()).isEqualTo(200);
        assertThat(renovate.get("/commits?limit=1").json().path("nextPageStart").asInt())
                .isEqualTo(1);
        assertThat(
                        renovate.get("/settings/pull-requests")
                                .json()
                                .path("mergeConfig")
                                .path("defaultStrategy")
                                .path("id")
                                .asString())
                .isEqualTo("no-ff");
        assertThat(renovate.get("/settings/reviewer-groups").status()).isEqualTo(200);
        var reviewers =
                "/rest/default-reviewers/1.0/projects/%s/repos/orders/reviewers?sourceRefId=refs/heads/x&targetRefId=refs/heads/main"
                        .formatted(test.project.key());
        assertThat(renovate.get(reviewers).body()).isEqualTo("[]");
        var person = renovate.get("/rest/api/1.0/users/" + test.reviewer.name()).json();
        assertThat(person.has("emailAddress")).isTrue();
    }

    @Test
    void opensAPullRequestAndGetsATaskWithIt() {
        test.git.run("checkout", "-q", "-b", "renovate/jgit-7.x", "origin/main");
        test.git.commit("src/a.txt", "1\n2\n3\n", "Update jgit");
        test.git.run("push", "-q", "origin", "renovate/jgit-7.x");

        var opened = renovate.post("/pull-requests", body("renovate/jgit-7.x", "Update jgit"));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        var pr = opened.json();
        assertThat(pr.path("state").asString()).isEqualTo("OPEN");
        assertThat(pr.path("createdDate").asLong()).isPositive();
        assertThat(pr.path("fromRef").path("displayId").asString()).isEqualTo("renovate/jgit-7.x");
        assertThat(pr.path("reviewers").path(0).path("user").path("name").asString())
                .isEqualTo(test.reviewer.name());
        assertThat(pullRequests.get(test.repository, 1).issue()).isNotNull();

        var again = renovate.post("/pull-requests", body("renovate/jgit-7.x", "Again"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(exception(again)).isEqualTo(PULL + "DuplicatePullRequestException");
        var nothing = renovate.post("/pull-requests", body("main", "Nothing"));
        assertThat(nothing.status()).isIn(400, 409);
        var found =
                renovate.get(
                                "/pull-requests?state=ALL&role.1=AUTHOR&username.1="
                                        + test.developer.name()
                                        + "&limit=100")
                        .json();
        assertThat(found.path("values").path(0).path("id").asInt()).isEqualTo(1);
        var outgoing =
                renovate.get("/pull-requests?direction=outgoing&at=refs/heads/renovate/jgit-7.x");
        assertThat(outgoing.json().path("size").asInt()).isEqualTo(1);
    }

    @Test
    void locksOptimistically() {
        open();
        var changed =
                renovate.put(
                        "/pull-requests/1",
                        Map.of("title", "Better", "version", 0, "reviewers", List.of()));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().path("version").asInt()).isEqualTo(1);
        assertThat(changed.json().path("reviewers").isArray()).isTrue();

        var stale = renovate.put("/pull-requests/1", Map.of("title", "Late", "version", 0));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(exception(stale)).isEqualTo(PULL + "PullRequestOutOfDateException");
        assertThat(stale.json().path("errors").path(0).path("currentVersion").asInt()).isEqualTo(1);
        assertThat(stale.json().path("errors").path(0).path("expectedVersion").asInt()).isZero();
        var strange =
                renovate.put(
                        "/pull-requests/1",
                        Map.of("version", 1, "title", "x", "reviewers", List.of(user("nobody-x"))));
        assertThat(strange.status()).isEqualTo(409);
        assertThat(exception(strange)).isEqualTo(PULL + "InvalidPullRequestReviewersException");
        assertThat(strange.body()).contains("\"context\":\"nobody-x\"");
    }

    @Test
    void mergesOnlyWhatTheChecksLetThrough() {
        var branch = open();
        var vetoed = renovate.post("/pull-requests/1/merge?version=0");
        assertThat(vetoed.status()).isEqualTo(409);
        assertThat(vetoed.body()).contains("vetoes").contains("has approved");
        assertThat(renovate.get("/pull-requests/1/merge").json().path("canMerge").asBoolean())
                .isFalse();

        test.build(branch, State.SUCCESSFUL);
        pullRequests.approve(
                test.reviewer, test.repository, 1, pullRequests.get(test.repository, 1).head());
        var version = renovate.get("/pull-requests/1").json().path("version").asInt();
        assertThat(renovate.post("/pull-requests/1/merge?version=" + (version + 7)).status())
                .isEqualTo(409);
        var merged = renovate.post("/pull-requests/1/merge?version=" + version);
        assertThat(merged.status()).as(merged.body()).isEqualTo(200);
        assertThat(merged.json().path("state").asString()).isEqualTo("MERGED");
    }

    @Test
    void declinesReopensAndTalks() {
        open();
        var declined = renovate.post("/pull-requests/1/decline?version=0").json();
        assertThat(declined.path("state").asString()).isEqualTo("DECLINED");
        var reopened =
                renovate.post("/pull-requests/1/reopen?version=" + declined.path("version").asInt())
                        .json();
        assertThat(reopened.path("open").asBoolean()).isTrue();

        var said = renovate.post("/pull-requests/1/comments", Map.of("text", "<b>ü</b>\u202e"));
        assertThat(said.status()).isEqualTo(201);
        var comment = "/pull-requests/1/comments/" + said.json().path("id").asLong();
        var edited = renovate.put(comment, Map.of("text", "better", "version", 0));
        assertThat(edited.json().path("version").asInt()).isEqualTo(1);
        assertThat(renovate.put(comment, Map.of("text", "late", "version", 0)).status())
                .isEqualTo(409);
        var activities = renovate.get("/pull-requests/1/activities").json().path("values");
        assertThat(activities.toString()).contains("\"action\":\"COMMENTED\"").contains("better");
        assertThat(renovate.delete(comment + "?version=1").status()).isEqualTo(204);
        assertThat(renovate.get(comment).status()).isEqualTo(404);
    }

    @Test
    void treatsHostileValuesAsDataOrRefusesThem() {
        open();
        var title = "'; drop table pull_request; -- $(id) <script>";
        assertThat(
                        renovate.put("/pull-requests/1", Map.of("title", title, "version", 0))
                                .json()
                                .path("title")
                                .asString())
                .isEqualTo(title);
        assertThat(
                        renovate.put(
                                        "/pull-requests/1",
                                        Map.of("title", "x".repeat(4_096), "version", 1))
                                .status())
                .isEqualTo(400);
        assertThat(renovate.get("/pull-requests?limit=100000").status()).isEqualTo(200);
        assertThat(renovate.get("/pull-requests?start=-1").status()).isEqualTo(400);
        assertThat(renovate.get("/browse/a?at=--exec%3Dx").status()).isEqualTo(404);
        assertThat(renovate.get("/browse/..%2F..%2Fetc").status()).isIn(400, 404);
        assertThat(renovate.get("/raw/a%00b").status()).isIn(400, 404);
        assertThat(renovate.post("/pull-requests", body("--upload-pack=x", "t")).status())
                .isIn(400, 404, 409);
    }

    @Test
    void hidesEverythingFromStrangersAndNobodies() throws Exception {
        open();
        var elsewhere = java.nio.file.Files.createDirectory(folder.resolve("other"));
        var other = ReviewProject.create(context, elsewhere, Map.of("a", "a"));
        var stranger =
                new StashClient(
                        StashClient.of(other, other.developer).http(), renovate.repository());
        for (var path :
                List.of("", "/branches/default", "/pull-requests", "/pull-requests/1", "/browse")) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
            assertThat(Http.to(settings.baseUrl()).get(renovate.repository() + path).status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(stranger.post("/pull-requests/1/merge?version=0").status()).isEqualTo(404);
    }

    /** Opens pull request 1 as Renovate does, and gives its branch. */
    private String open() {
        var branch = test.branch(test.issue(IssueType.TASK, "Update"), "src/a.txt", "1\n");
        assertThat(renovate.post("/pull-requests", body(branch, "Update a")).status())
                .isEqualTo(201);
        return branch;
    }

    private Map<String, Object> body(String from, String title) {
        return Map.of(
                "title", title,
                "description", "This PR contains updates",
                "fromRef", Map.of("id", "refs/heads/" + from),
                "toRef", Map.of("id", "refs/heads/main"),
                "reviewers", List.of(user(test.reviewer.name())));
    }

    private static Map<String, Object> user(String name) {
        return Map.of("user", Map.of("name", name));
    }

    private static String exception(Http.Answer answer) {
        return answer.json().path("errors").path(0).path("exceptionName").asString();
    }
}
