package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.review.ReviewProject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Files, refs and commits as tools read them. */
@ModuleTest
class StashCodeModuleTest {
    private static final String ODD = "docs/ü $(id) 'a' \"b\" 日本.md";

    @Autowired ApplicationContext context;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient renovate;

    @BeforeEach
    void project() {
        test =
                ReviewProject.create(
                        context,
                        folder,
                        Map.of("renovate.json", "{\r\n\n}\n\n", "src/deep/a.txt", "1\n", ODD, "x"));
        renovate = StashClient.of(test, test.developer);
    }

    @Test
    void giveAFileLineByLineWithoutTheEndsOfThem() {
        var file = renovate.get("/browse/renovate.json?limit=20000").json();
        assertThat(texts(file, "lines", "text")).containsExactly("{", "", "}", "");
        assertThat(file.path("size").asInt()).isEqualTo(4);
        assertThat(file.path("isLastPage").asBoolean()).isTrue();

        var part = renovate.get("/browse/renovate.json?start=1&limit=2").json();
        assertThat(texts(part, "lines", "text")).containsExactly("", "}");
        assertThat(part.path("isLastPage").asBoolean()).isFalse();
        assertThat(part.path("nextPageStart").asInt()).isEqualTo(3);
    }

    @Test
    void giveAFolderAndTheFilesBelowIt() {
        var root = renovate.get("/browse").json();
        assertThat(root.path("revision").asString()).hasSize(40);
        assertThat(root.path("children").path("values").toString())
                .contains("\"type\":\"DIRECTORY\"", "\"toString\":\"renovate.json\"");
        assertThat(values(renovate.get("/files").json()))
                .containsExactlyInAnyOrder("renovate.json", "src/deep/a.txt", ODD);
        assertThat(values(renovate.get("/files/src").json())).containsExactly("deep/a.txt");
        var first = renovate.get("/files?limit=1").json();
        assertThat(first.path("nextPageStart").asInt()).isEqualTo(1);
        assertThat(values(renovate.get("/files?limit=100000&start=3").json())).isEmpty();
        assertThat(renovate.get("/files/nowhere").status()).isEqualTo(404);
        assertThat(renovate.get("/raw/src/deep/a.txt").header("content-disposition"))
                .startsWith("attachment");
    }

    @Test
    void takeAnyNameThatGitTakes() {
        var path = encoded(ODD).replace("%2F", "/");
        assertThat(renovate.get("/raw/" + path).body()).isEqualTo("x");
        assertThat(texts(renovate.get("/browse/" + path).json(), "lines", "text"))
                .containsExactly("x");
    }

    @Test
    void nameBranchesTagsAndCommitsInFullOrShort() {
        test.git.run("tag", "-a", "-m", "first", "1.0.0");
        test.git.run("branch", "1.0.0", "HEAD~1");
        test.git.run("push", "-q", test.url(test.administrator), "refs/tags/1.0.0");
        test.git.run(
                "push",
                "-q",
                test.url(test.administrator),
                "refs/heads/1.0.0:refs/heads/renovate/1.x");
        var tip = test.git.run("rev-parse", "main");

        var tag = renovate.get("/tags").json().path("values").path(0);
        assertThat(tag.path("displayId").asString()).isEqualTo("1.0.0");
        assertThat(tag.path("latestCommit").asString()).isEqualTo(tip);
        assertThat(tag.path("hash").asString()).hasSize(40).isNotEqualTo(tip);
        var branches = renovate.get("/branches?filterText=E/1.X").json();
        assertThat(texts(branches, "values", "id")).containsExactly("refs/heads/renovate/1.x");
        for (var at : List.of("main", "refs/heads/main", "1.0.0", "refs/tags/1.0.0", tip)) {
            var newest = renovate.get("/commits?limit=1&until=" + encoded(at)).json();
            assertThat(texts(newest, "values", "id")).as(at).containsExactly(tip);
        }
    }

    @Test
    void listCommitsSinceAndOfAPath() {
        var before = test.git.run("rev-parse", "main~1");
        var since = renovate.get("/commits?since=" + before).json();
        assertThat(texts(since, "values", "id")).containsExactly(test.git.run("rev-parse", "main"));
        var ofPath = renovate.get("/commits?path=src/deep/a.txt").json();
        assertThat(ofPath.path("size").asInt()).isEqualTo(1);
        assertThat(ofPath.path("values").path(0).path("message").asString())
                .isEqualTo("Add src/deep/a.txt");
        assertThat(values(renovate.get("/commits?start=1000000").json())).isEmpty();
        assertThat(renovate.get("/commits/" + before).json().path("id").asString())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--exec=x",
                "-x",
                "\0",
                "a\0b",
                "..",
                "../..",
                "main^{tree}",
                "main~1",
                "HEAD@{0}",
                "$(id)",
                "'; drop table git_ref; --",
                "refs/heads/\0",
                "refs/heads/..",
                "refs/",
                "日本語",
                "\u202e",
                "refs/hidden/x"
            })
    void findNothingUnderARefThatIsNone(String at) {
        for (var path :
                List.of(
                        "/browse/renovate.json?at=",
                        "/raw/renovate.json?at=",
                        "/files?at=",
                        "/commits?until=",
                        "/commits?since=")) {
            var answer = renovate.get(path + encoded(at));
            assertThat(answer.status()).as(path + at).isEqualTo(404);
            assertThat(answer.json().path("errors").path(0).path("message").asString())
                    .contains("has no branch, tag or commit");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/browse/..%2f..%2fetc%2fpasswd",
                "/browse/%2e%2e/%2e%2e/x",
                "/raw/%00",
                "/raw/renovate.json%00",
                "/files/%2e%2e",
                "/browse/.git/config",
                "/browse/--help",
                "/raw/src",
                "/commits/main%5E%7Btree%7D",
                "/commits/%00",
                "/browse/a;b=c"
            })
    void findNothingUnderAPathThatIsNone(String path) {
        var answer = renovate.get(path);
        // What cannot be a path at all, the container refuses in its own words.
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start=-1", "limit=0", "limit=-5", "start=x", "limit=99999999999999"})
    void refusePagesThatAreNone(String query) {
        for (var path : List.of("/branches", "/tags", "/commits", "/files", "/browse/src")) {
            assertThat(renovate.get(path + "?" + query).status()).as(path).isEqualTo(400);
        }
    }

    @Test
    void refuseALongRefInFewWords() {
        var answer = renovate.get("/commits?until=" + "x".repeat(4096));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).hasSizeLessThan(500);
        assertThat(values(renovate.get("/branches?filterText=%00").json())).isEmpty();
        assertThat(renovate.get("/commits?path=%00").status()).isIn(200, 400);
    }

    private static List<String> texts(JsonNode page, String list, String field) {
        return page.path(list).values().stream().map(one -> one.path(field).asString()).toList();
    }

    private static List<String> values(JsonNode page) {
        return page.path("values").values().stream().map(JsonNode::asString).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
