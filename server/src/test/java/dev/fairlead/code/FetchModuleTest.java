package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What git's protocol offers beyond a plain clone and push, with the real client. */
@ModuleTest
class FetchModuleTest {
    private static final String ABSENT = "1234567890123456789012345678901234567890";

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired Audit audit;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private TestProject test;
    private Git local;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        for (var i = 0; i < 5; i++) {
            local.commit("folder/file-" + i, "content " + i, "Change " + i);
        }
        local.run("remote", "add", "origin", test.url(test.writer()));
        local.run("push", "-q", test.url(test.administrator()), "main");
    }

    @Test
    void speaksTheSecondVersion() {
        var trace = local.attempt("-c", "protocol.version=2", "ls-remote", "origin");
        assertThat(trace.code()).isZero();
        var http = Http.to(settings.baseUrl()).as(test.reader().name(), TestProject.PASSWORD);
        var refs =
                http.with("Git-Protocol", "version=2")
                        .get(test.repository().clonePath() + "/info/refs?service=git-upload-pack");
        assertThat(refs.body()).contains("version 2").contains("fetch=").contains("filter");
    }

    @Test
    void clonesShallowAndDeepens() {
        var clone = clone("--depth=2");
        assertThat(count(clone, "HEAD")).isEqualTo(2);
        clone.run("fetch", "-q", "--depth=4");
        assertThat(count(clone, "HEAD")).isEqualTo(4);
        clone.run("fetch", "-q", "--shallow-since=2000-01-01");
        assertThat(count(clone, "HEAD")).isEqualTo(6);
    }

    @Test
    void deepensByACount() {
        var clone = clone("--depth=1");
        clone.run("fetch", "-q", "--deepen=2");
        assertThat(count(clone, "HEAD")).isEqualTo(3);
        local.commit("new", "new", "New");
        local.run("push", "-q", "origin", "main:topic");
        clone.run("fetch", "-q", "origin", "--deepen=1", "topic");
        assertThat(count(clone, "HEAD")).isEqualTo(4);
        clone.run("fetch", "-q", "--deepen=2147483647");
        assertThat(count(clone, "HEAD")).isEqualTo(6);
        assertThat(clone.run("fsck", "--full", "--strict", "--no-dangling")).isEmpty();
    }

    @Test
    void takesNoHistoryAwayByDeepening() {
        local.run("checkout", "-q", "-b", "side", "main~4");
        local.commit("side", "side", "Side");
        local.run("push", "-q", "origin", "side");
        local.run("checkout", "-q", "main");
        var clone = clone("--depth=1");
        clone.run("fetch", "-q", "origin", "side:side");
        var whole = count(clone, "side");

        clone.run("fetch", "-q", "origin", "--deepen=1", "main", "side");

        assertThat(count(clone, "side")).isEqualTo(whole);
        assertThat(count(clone, "HEAD")).isGreaterThanOrEqualTo(2);
        assertThat(clone.run("fsck", "--full", "--strict", "--no-dangling")).isEmpty();
    }

    @Test
    void takesAPushFromAShallowClone() {
        var clone = clone("--depth=1").as("writer");
        var commit = clone.commit("more", "more", "More");
        clone.run("push", "-q", test.url(test.writer()), "HEAD:topic");
        assertThat(source.resolve(test.repository(), "topic")).contains(commit);
    }

    @Test
    void clonesWithoutBlobsAndGivesThemLater() {
        for (var filter : List.of("blob:none", "tree:0", "blob:limit=5")) {
            var clone = clone("--filter=" + filter, "--no-checkout");
            assertThat(clone.run("rev-list", "--objects", "--missing=print", "HEAD"))
                    .as(filter)
                    .contains("?");
            clone.run("checkout", "-q", "main");
            assertThat(clone.run("show", "HEAD:folder/file-4")).isEqualTo("content 4");
            assertThat(clone.run("log", "-p", "--format=%s")).contains("+content 2");
            clone.as("writer");
            clone.commit("partial", "from " + filter, "Partial");
            clone.run("push", "-q", test.url(test.writer()), "HEAD:" + filter.replace(':', '-'));
        }
    }

    @Test
    void keepsTheOptionsOfAPush() {
        local.run(
                "push", "-q", "-o", "ci.skip", "-o", "why=\"it's $(so)\"", "origin", "main:topic");
        var options =
                jdbc.sql("select options from git_push where repository_id = ? order by id desc")
                        .param(test.repository().id())
                        .query((row, _) -> (String[]) row.getArray(1).getArray())
                        .list();
        assertThat(options.getFirst()).containsExactly("ci.skip", "why=\"it's $(so)\"");
        assertThat(audit.entries(Long.MAX_VALUE, 20))
                .filteredOn(entry -> entry.subject().equals(test.repository().toString()))
                .first()
                .satisfies(entry -> assertThat(entry.detail()).contains("ci.skip"));
        var commit = local.commit("more", "more", "More");
        local.run("push", "-q", "-o", "ticket=<b>7</b>", "origin", "HEAD:topic");
        var page =
                Http.to(settings.baseUrl())
                        .as(test.reader().name(), TestProject.PASSWORD)
                        .get(test.repository().url() + "/commits/" + commit);
        assertThat(page.body())
                .contains("Push options", "<code>ticket=&lt;b&gt;7&lt;/b&gt;</code>");
        var many = Arrays.asList("push", "origin", "main:other");
        var answer = local.attempt(with(many, 21));
        assertThat(answer.text()).contains("a push may have at most 20 options, this one has 21");
    }

    @Test
    void pushesAllOrNothingAndTags() {
        local.run("tag", "light");
        local.run("tag", "-a", "-m", "Heavy", "heavy");
        local.run("push", "-q", "--atomic", "origin", "main:topic", "--tags");
        assertThat(local.run("ls-remote", "--tags", "origin"))
                .contains("refs/tags/light", "refs/tags/heavy", "refs/tags/heavy^{}");
        local.commit("next", "next", "Next");
        var answer = local.attempt("push", "--atomic", "origin", "main", "main:topic");
        assertThat(answer.text()).contains("main is protected");
        assertThat(source.resolve(test.repository(), "topic"))
                .contains(local.run("rev-parse", "HEAD~1"));
    }

    @Test
    void answersWrongWantsWithAnError() {
        var clone = clone("-q");
        assertThat(clone.attempt("fetch", "origin", ABSENT).text())
                .contains("want " + ABSENT + " not valid")
                .doesNotContain("500");
        assertThat(clone.attempt("-c", "protocol.version=0", "fetch", "origin", ABSENT).text())
                .doesNotContain("500");
        var http = Http.to(settings.baseUrl()).as(test.reader().name(), TestProject.PASSWORD);
        var answer =
                http.with("Git-Protocol", "version=2")
                        .send(
                                "POST",
                                test.repository().clonePath() + "/git-upload-pack",
                                "application/x-git-upload-pack-request",
                                BodyPublishers.ofString("0011command=nope\n0000"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("ERR ");
    }

    @Test
    void takesAPushOnAnOldCommitWhereManyHaveOneDate() {
        local.run("checkout", "-q", "-b", "side", "main~4");
        local.run("commit", "-q", "--allow-empty", "--date=2001-01-01T00:00:00", "-m", "Side");
        local.run("push", "-q", "origin", "side");
        assertThat(source.resolve(test.repository(), "side"))
                .contains(local.run("rev-parse", "HEAD"));
    }

    @Test
    void tellsHowFarItIs() {
        var target = folder.resolve("seen").toString();
        var answer = local.attempt("clone", "--progress", test.url(test.reader()), target);
        assertThat(answer.text()).contains("remote: Counting objects: ");
    }

    private Git clone(String... options) {
        var target = folder.resolve("clone-" + Math.abs(Arrays.hashCode(options)));
        var arguments = new ArrayList<>(List.of("clone", "-q"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(test.url(test.reader()), target.toString()));
        new Git(folder).attempt(arguments.toArray(String[]::new));
        return new Git(target);
    }

    private static String[] with(List<String> push, int options) {
        var arguments = new ArrayList<>(push);
        for (var i = 0; i < options; i++) {
            arguments.add(1, "--push-option=" + i);
        }
        return arguments.toArray(String[]::new);
    }

    private static int count(Git git, String ref) {
        return Integer.parseInt(git.run("rev-list", "--count", ref));
    }
}
