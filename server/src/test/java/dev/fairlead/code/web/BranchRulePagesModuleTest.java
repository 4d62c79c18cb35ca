package dev.fairlead.code.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class BranchRulePagesModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @TempDir Path folder;

    private TestProject test;
    private String page;
    private String api;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        var git = Git.init(folder, test.writer().name());
        git.commit("README.md", "# Orders\n", "Begin");
        git.run("push", "-q", test.url(test.administrator()), "main");
        page = test.repository().url() + "/settings/branches";
        api = "/api/v1" + test.repository().url() + "/branch-rules";
    }

    @Test
    void showsTheBuiltInRuleAndTakesAnother() {
        assertThat(as(test.reader()).get(page).body())
                .contains("<code>main</code> <span class=\"tag\">built in</span>")
                .contains("everybody with write, by pull requests")
                .doesNotContain("Save the rule");
        var boss = as(test.administrator());
        assertThat(boss.get(page).body()).contains("Save the rule");

        var saved =
                boss.form(
                        page,
                        Map.of(
                                "version", "0",
                                "pattern", "release/*",
                                "push", "listed",
                                "push.names", test.writer().name(),
                                "delete", "nobody"));
        assertThat(saved.status()).isEqualTo(302);
        assertThat(boss.get(page).body())
                .contains("<code>release/*</code>")
                .contains("<td>" + test.writer().name() + "</td>")
                .contains("pattern=release%2F*#rule");
        assertThat(boss.get(page + "?pattern=release%2F%2A").body())
                .contains("value=\"release/*\"")
                .contains("value=\"" + test.writer().name() + "\"");

        var late = boss.form(page, Map.of("version", "0", "pattern", "x"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("they are at version 1, and you saw 0");

        boss.form(page + "/removal", Map.of("version", "1", "pattern", "release/*"));
        assertThat(boss.get(page).body()).doesNotContain("<code>release/*</code>");
    }

    @Test
    void showsARefusalBesideItsField() {
        var answer =
                as(test.administrator())
                        .form(
                                page,
                                Map.of(
                                        "version", "0",
                                        "pattern", "<b>\"x",
                                        "push", "listed",
                                        "push.names", ""));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("Lists nobody. Name users or groups, or choose nobody.")
                .contains("&lt;b>&#34;x")
                .doesNotContain("<b>\"x");
    }

    @Test
    void tellsWhatWouldHappen() {
        var boss = as(test.administrator());
        var who = "?who=" + test.administrator().name();
        assertThat(boss.get(page + who + "&verb=push&ref=main").body())
                .contains("It would be refused: main is protected: push a branch");
        assertThat(boss.get(page + "?who=" + test.reader().name() + "&verb=push&ref=x").body())
                .contains("may not write in");
        assertThat(boss.get(page + who + "&verb=create&ref=tag:v1.0").body())
                .contains("It would pass.");
        assertThat(boss.get(page + who + "&verb=create&ref=" + "..%2F".repeat(1000)).body())
                .contains("must be a name that git accepts");
        assertThat(boss.get(page + "?who=nobody-such&ref=x").body())
                .contains("There is nobody called \"nobody-such\"");
    }

    @Test
    void saysOnTheRepositorysPageThatMainIsOpen() {
        var url = test.repository().url();
        assertThat(as(test.reader()).get(url).body())
                .contains("<span class=\"tag\">protected</span>")
                .doesNotContain("need no pull request");
        put(Map.of("version", 0, "rules", List.of(Map.of("pattern", "main"))));
        assertThat(as(test.reader()).get(url).body())
                .contains("Pushes to <code>main</code> need no pull request")
                .doesNotContain("<span class=\"tag\">protected</span>");
    }

    @Test
    void readsAndReplacesThemForScripts() {
        var read = as(test.reader()).get(api).json();
        assertThat(read.get("version").asInt()).isZero();
        assertThat(read.get("rules").get(0).get("push").get("who").asString()).isEqualTo("write");

        var force = Map.of("who", "listed", "users", List.of(test.writer().name()));
        var rule = Map.of("pattern", "release/**", "onlyByPullRequests", true, "force", force);
        var answer = put(Map.of("version", 0, "rules", List.of(rule))).json();
        assertThat(answer.get("version").asInt()).isEqualTo(1);
        assertThat(answer.get("rules"))
                .extracting(one -> one.get("pattern").asString())
                .containsExactly("main", "release/**");
        assertThat(put(Map.of("version", 0, "rules", List.of())).status()).isEqualTo(409);
        assertThat(put(Map.of("rules", List.of())).body()).contains("version and rules: must be");
        assertThat(as(test.writer()).json("PUT", api, Map.of("version", 1)).status())
                .isEqualTo(403);
        var many = List.of(Map.of("pattern", "*".repeat(4096)));
        assertThat(put(Map.of("version", 1, "rules", many)).body())
                .contains("a pattern may have 200 characters");
        assertThat(as(test.reader()).get("/api/v1/openapi").body()).contains("/branch-rules");
    }

    private Http.Answer put(Map<String, ?> body) {
        return as(test.administrator()).json("PUT", api, body);
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }
}
