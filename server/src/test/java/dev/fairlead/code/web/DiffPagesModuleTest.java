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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** What a reader sees of a change: nothing hides in it, and no size stops the page. */
@ModuleTest
class DiffPagesModuleTest {
    private static final Pattern MORE = Pattern.compile("hx-get=\"([^\"]+/diff[^\"]+)\"");

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @TempDir Path folder;

    private TestProject test;
    private Git git;

    @BeforeEach
    void createRepository() {
        test = TestProject.create(settings, users, access, projects, repositories);
        git = Git.init(folder, test.administrator().name());
    }

    @Test
    void showsOldAndNewSideBySideAndRemembersIt() {
        git.commit("a.txt", "one\nold words here\nthree\n", "Begin");
        var page = commit("a.txt", "one\nnew words here\nthree\n");

        assertThat(get(page)).contains("<mark>old</mark> words").contains("<mark>new</mark> words");
        var side = as(test.reader()).get(page + "?view=side");
        assertThat(side.body()).contains("class=\"diff side\"").contains("<mark>new</mark> words");
        assertThat(side.header("Set-Cookie")).contains("fairlead-diff=side").contains("HttpOnly");
    }

    @Test
    void hidesNoRenameModeOrSubmodule() throws IOException {
        git.commit("old name.txt", "the same\nall the way\ndown\n", "Begin");
        git.commit("run.sh", "true\n", "Script");
        git.run("mv", "old name.txt", "new name.txt");
        git.run("update-index", "--chmod=+x", "run.sh");
        git.run("update-index", "--add", "--cacheinfo", "160000," + "a1".repeat(20) + ",lib");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("run.sh"));
        git.run("add", "link");
        git.run("commit", "-q", "-m", "Everything but a line");
        var body = get(pushed());

        assertThat(body)
                .contains("old name.txt → new name.txt")
                .contains("renamed")
                .contains("<code>100644</code> → <code>100755</code>")
                .contains("file → executable")
                .contains("symbolic link")
                .contains("Submodule")
                .contains("a1a1a1a1a1");
    }

    @Test
    void showsWhatCannotBeSeen() {
        git.commit("a.txt", "fine\n", "Begin");
        var body =
                get(commit("a.txt", "if (user\u202e \u2066// admin\u2069 \u2066)\u200b {\r\nend"));

        assertThat(body)
                .contains("U+202E")
                .contains("U+2066")
                .contains("U+200B")
                .contains("U+000D")
                .contains("no newline")
                .doesNotContain("\u202e")
                .doesNotContain("\u200b");
    }

    @Test
    void loadsAChangeOfManyFilesPartByPart() throws IOException {
        git.commit("begin.txt", "x\n", "Begin");
        for (var i = 0; i < 60; i++) {
            Files.writeString(folder.resolve("file%02d.txt".formatted(i)), "content " + i + "\n");
        }
        git.run("add", "-A");
        git.run("commit", "-q", "-m", "Many");
        var body = get(pushed());

        assertThat(body)
                .contains("60 files changed")
                .contains("content 0")
                .doesNotContain("content 59");
        var seen = new StringBuilder(body);
        for (var more = more(body); more != null; more = more(body)) {
            body = as(test.reader()).with("HX-Request", "true").get(more).body();
            assertThat(body).doesNotContain("<html");
            seen.append(body);
        }
        for (var i = 0; i < 60; i++) {
            assertThat(seen).containsOnlyOnce("content " + i + "</td>");
        }
    }

    @Test
    void loadsALongFilePartByPart() {
        git.commit("begin.txt", "x\n", "Begin");
        var lines = IntStream.range(0, 1_000).mapToObj(i -> "row " + i + "\n");
        var body = get(commit("long.txt", lines.collect(Collectors.joining())));

        assertThat(body).contains("row 299<").doesNotContain("row 300<");
        var more = as(test.reader()).with("HX-Request", "true").get(more(body)).body();
        assertThat(more).contains("row 300<").contains("row 599<").doesNotContain("row 600<");
        // Who follows the link without scripts gets a page of it.
        assertThat(get(more(body))).contains("<html").contains("row 300<");
    }

    @Test
    void treatsHostilePathsAsData() {
        git.commit("begin.txt", "x\n", "Begin");
        var name = "-$(x) '\"<script>&#?%+ü.txt";
        var page = commit(name, "y\n");

        assertThat(get(page)).contains("&lt;script&gt;").doesNotContain("<script>&#");
        var only =
                test.repository().url()
                        + "/diff?head="
                        + page.substring(page.lastIndexOf('/') + 1)
                        + "&path="
                        + Addresses.encoded(name);
        assertThat(get(only)).contains("&lt;script&gt;");
    }

    @Test
    void refusesWhatDoesNotFit() {
        git.commit("begin.txt", "x\n", "Begin");
        var sha = pushed();
        var head = sha.substring(sha.lastIndexOf('/') + 1);
        var diff = test.repository().url() + "/diff?head=";

        assertThat(as(test.reader()).get(diff + head + "&path=nothing.txt").status())
                .isEqualTo(404);
        assertThat(as(test.reader()).get(diff + "--exec=x").status()).isEqualTo(404);
        assertThat(as(test.reader()).get(diff + head + "&base=" + "0".repeat(40)).status())
                .isEqualTo(404);
        assertThat(as(test.reader()).get(diff + head + "&skip=999999").status()).isEqualTo(200);
        assertThat(as(test.reader()).get(diff + head + "&skip=-1").status()).isEqualTo(200);
        var stranger = TestProject.create(settings, users, access, projects, repositories).reader();
        assertThat(as(stranger).get(diff + head).status()).isEqualTo(404);
    }

    /** Commits and pushes a file, and answers with the address of the commit's page. */
    private String commit(String file, String content) {
        git.commit(file, content, "Change");
        return pushed();
    }

    private String pushed() {
        git.run("push", "-q", test.url(test.administrator()), "main");
        return test.repository().url() + "/commits/" + git.run("rev-parse", "HEAD");
    }

    private String get(String page) {
        var answer = as(test.reader()).get(page);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static String more(String body) {
        var match = MORE.matcher(body);
        return match.find() ? match.group(1).replace("&amp;", "&") : null;
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }
}
