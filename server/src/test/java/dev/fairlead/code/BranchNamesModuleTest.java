package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.BranchNaming;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ModuleTest
class BranchNamesModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Issues issues;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired Changes changes;
    @Autowired Audit audit;
    @Autowired TransactionTemplate transaction;
    @TempDir Path folder;

    private TestProject test;
    private Git local;
    private String key;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        key = test.project().key();
        name(true, "renovate/*");
        local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        local.run("remote", "add", "origin", test.url(test.writer()));
        local.run("push", "-q", test.url(test.administrator()), "main", "main:kept");
    }

    @Test
    void wantsAKeyFromTheBeginning() {
        var fresh = projects.create(test.administrator(), key + "F", "Fresh");
        var naming = projects.branchNaming(fresh.id());
        assertThat(naming.needsKey()).isTrue();
        assertThat(naming.texts()).containsExactly("renovate/*");
    }

    @Test
    void takesTheKeyOfAnOpenIssueAnywhereInTheName() {
        var issue = file();
        for (var name : List.of("%s", "%s-show-vat", "feature/%s-show-vat", "%s-utf-8-UTF-8")) {
            local.run("push", "-q", "origin", "main:refs/heads/" + name.formatted(issue.key()));
        }
        assertThat(source.branchesOf(issue.key())).hasSize(4);
    }

    @Test
    void saysHowToNameABranch() {
        var none = key + "-N-topic";
        assertThat(push("topic"))
                .contains("topic carries no issue's key: name it after an open issue of " + key)
                .contains("git branch -m topic %s && git push -u origin %s".formatted(none, none));
        assertThat(push("feature/topic"))
                .contains("git branch -m feature/topic feature/" + none + " && ");
        assertThat(push("OTHER-1-topic")).contains("OTHER-1-topic carries no issue's key");
        assertThat(push(key + "-99-topic"))
                .contains("carries %s-99, and %s has no such issue".formatted(key, key))
                .contains("git branch -m " + key + "-99-topic " + none);
        var done = file();
        transaction.executeWithoutResult(
                _ -> issues.move(test.writer().actor(), done.key(), IssueStatus.DONE));
        assertThat(push(done.key() + "-topic"))
                .contains("carries %s, which is done: open that again".formatted(done.key()));
        assertThat(source.branches(test.repository())).hasSize(2);
    }

    @Test
    void quotesWhatAShellWouldTakeForItsOwn() {
        assertThat(push("a'$(id)`x`"))
                .contains("git branch -m 'a'\\''$(id)`x`' '" + key + "-N-a'\\''$(id)`x`'");
        assertThat(push("a;b&c")).contains("git branch -m 'a;b&c' '" + key + "-N-a;b&c'");
        assertThat(push("für-ü")).contains("git branch -m 'für-ü' '" + key + "-N-für-ü'");
        assertThat(push("x".repeat(4_000))).contains("at most 200 characters");
    }

    @Test
    void letsExceptedBranchesIn() {
        local.run("push", "-q", "origin", "main:refs/heads/renovate/jgit-7.x");
        assertThat(push("renovate/a/b")).contains("carries no issue's key");
        name(true, "renovate/**", "dependabot/**");
        local.run("push", "-q", "origin", "main:refs/heads/renovate/a/b");
        name(false);
        local.run("push", "-q", "origin", "main:refs/heads/topic");
    }

    @Test
    void keepsBranchesThatAreThere() {
        var next = local.commit("a.txt", "a", "Go on");
        local.run("push", "-q", "origin", next + ":refs/heads/kept");
        local.run("push", "-q", "origin", ":kept");
        assertThat(push("kept")).contains("kept carries no issue's key");
    }

    @Test
    void takesAnImportAsItIs() {
        var empty = repositories.create(test.administrator(), test.project(), "imported");
        local.run("branch", "old-work");
        local.run("branch", "some/other");
        local.run("tag", "v0.9");
        var url = test.url(test.administrator()).replace("/orders.git", "/imported.git");
        local.run("push", "-q", "--mirror", url);
        assertThat(source.branches(empty))
                .extracting(Branch::name)
                .containsExactlyInAnyOrder("main", "old-work", "some/other");
        assertThat(local.attempt("push", url, "main:one-more").text())
                .contains("one-more carries no issue's key");
    }

    @Test
    void refusesTheServersOwnDoorsToo() {
        var tip = source.resolve(test.repository(), "main").orElseThrow();
        assertThatThrownBy(
                        () -> changes.createBranch(test.writer(), test.repository(), "topic", tip))
                .hasMessage(
                        "name: topic carries no issue's key: name it after an open issue of "
                                + key
                                + ".");
    }

    @Test
    void changesOnThePageAndForScriptsAndInTheAudit() {
        var page = "/projects/" + key + "/settings";
        var api = "/api/v1/projects/" + key + "/branch-naming";
        assertThat(as(test.reader()).get(page).body())
                .contains("A new branch carries the key")
                .contains("<code>renovate/*</code>");
        assertThat(as(test.writer()).json("PUT", api, Map.of("needsKey", false)).status())
                .isEqualTo(403);
        var boss = as(test.administrator());
        var form = Map.of("needsKey", "on", "exceptions", "renovate/**\r\nbot/*\r\n");
        assertThat(boss.form("/projects/" + key + "/branch-naming", form).status()).isEqualTo(302);
        assertThat(as(test.reader()).get(api).json().get("exceptions").toString())
                .isEqualTo("[\"renovate/**\",\"bot/*\"]");
        var bad = boss.form("/projects/" + key + "/branch-naming", Map.of("exceptions", "a b<i>"));
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.body()).contains("Must be a branch's name in which *");
        boss.json("PUT", api, Map.of("needsKey", false));
        assertThat(
                        audit.entries(Long.MAX_VALUE, 5).stream()
                                .filter(one -> one.action().equals("branch-naming.changed"))
                                .findFirst()
                                .orElseThrow()
                                .detail())
                .contains("\"new\":{")
                .contains("\"needsKey\":false")
                .contains("bot/*");
    }

    private void name(boolean needsKey, String... exceptions) {
        projects.nameBranches(
                test.administrator(),
                test.project(),
                BranchNaming.of(needsKey, List.of(exceptions)));
    }

    private String push(String branch) {
        return local.attempt("push", "origin", "main:refs/heads/" + branch).text();
    }

    private Issue file() {
        return issues.file(test.writer(), test.project(), IssueType.STORY, "Show VAT", "", null);
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }
}
