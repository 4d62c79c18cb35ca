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
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class BrowseModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Issues issues;
    @Autowired Repositories repositories;
    @TempDir Path folder;

    private TestProject test;
    private Git git;
    private String url;

    @BeforeEach
    void createsRepository() {
        test = TestProject.create(settings, users, access, projects, repositories);
        git = Git.init(folder, test.writer().name());
        url = test.repository().url();
    }

    @Test
    void leadsToTheFirstPushFromEveryPageOfAnEmptyRepository() {
        for (var page : new String[] {"/browse", "/commits", "/compare", "/search?q=x"}) {
            var answer = as(test.reader()).get(url + page);
            assertThat(answer.status()).as(page).isEqualTo(302);
            assertThat(answer.header("location")).endsWith(url);
        }
        assertThat(as(test.reader()).get(url + "/browse?at=none").status()).isEqualTo(404);
    }

    @Test
    void tellsWhatChangedEachEntryLast() {
        git.commit("src/deep/A.java", "a\n", "Begin <b>");
        git.commit("README.md", "# Hi\n", "Explain");
        git.commit("src/deep/B.java", "b\n", "Add B");
        push("main");

        assertThat(page("/browse?at=main")).contains("hx-get=\"" + url + "/last-commits?at=main\"");
        assertThat(page("/last-commits?at=main")).contains("Explain", "Add B");
        assertThat(page("/browse?at=main")).contains("Add B").doesNotContain("hx-trigger=\"load\"");
        assertThat(page("/last-commits/src/deep?at=main"))
                .contains("Begin &lt;b&gt;", "Add B")
                .doesNotContain("Explain");
    }

    @Test
    void rendersTheReadmeOfAnyFolderWithLinksInsideTheRepository() {
        git.commit("logo.png", "png", "Logo");
        git.commit(
                "docs/Readme.md",
                "[up](../a%20b.md#x) [line](/B.java#L3) ![logo](../logo.png) [out](https://example.org) <script>",
                "Docs");
        push("main");

        assertThat(page("/browse/docs"))
                .contains("href=\"" + url + "/browse/a%20b.md?at=main#user-content-x\"")
                .contains("href=\"" + url + "/browse/B.java?at=main#L3\"")
                .contains("src=\"" + url + "/raw/logo.png?at=main\"")
                .contains("href=\"https://example.org\"")
                .doesNotContain("<script>");
        assertThat(page("/browse/docs/Readme.md")).contains("<p><a rel=\"nofollow\" href=");
        assertThat(page("/browse/docs/Readme.md?view=source")).contains("(../a%20b.md#x)");
    }

    @Test
    void showsEachKindOfFileAsWhatItIs() throws IOException {
        write("crlf.txt", "a\r\nb\r\n");
        write("last.txt", "no end");
        write("bidi.java", "int a\u202e;\n");
        write("picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
        write("binary.bin", "\0\1\2");
        write("big.txt", "line of text\n".repeat(100_000));
        write("empty.txt", "");
        write(
                "lfs.png",
                "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 9\n"
                        .formatted("b".repeat(64)));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("crlf.txt"));
        var tip = git.commit("a.txt", "a\n", "Kinds");
        git.run("update-index", "--add", "--cacheinfo", "160000," + tip + ",module");
        git.run("commit", "-q", "-m", "Module");
        push("main");

        assertThat(page("/browse/crlf.txt")).contains("CRLF line ends").contains("2 lines");
        assertThat(page("/browse/last.txt")).contains("no newline at the end");
        assertThat(page("/browse/bidi.java")).contains("U+202E").contains("hl-name");
        assertThat(page("/browse/picture.svg")).contains("<img src=\"" + url + "/raw/picture.svg");
        assertThat(page("/browse/binary.bin"))
                .contains("A binary file of 3 B.")
                .contains("Download");
        assertThat(page("/browse/big.txt")).contains("1.2 MB are too many to show; at most 1.0 MB");
        assertThat(page("/browse/empty.txt")).contains("The file is empty.");
        assertThat(page("/browse/lfs.png")).contains("A pointer of git LFS to 9 bytes");
        assertThat(page("/browse/link")).contains("A symbolic link to crlf.txt");
        assertThat(page("/browse/module")).contains("A submodule at commit " + tip);
        assertThat(page("/browse")).contains("submodule <code>" + tip.substring(0, 10));
    }

    @Test
    void handsOutBytesThatNoBrowserRuns() throws IOException {
        write("page.html", "<script>alert(1)</script>");
        write("picture.svg", "<svg/>");
        write("binary.bin", "\0\1");
        git.commit("big.txt", "0123456789\n".repeat(400_000), "Bytes");
        push("main");

        var html = as(test.reader()).get(url + "/raw/page.html");
        assertThat(html.header("content-type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(html.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(html.header("content-security-policy"))
                .startsWith("sandbox; default-src 'none'");
        var svg = as(test.reader()).get(url + "/raw/picture.svg");
        assertThat(svg.header("content-type")).startsWith("image/svg+xml");
        assertThat(svg.header("content-security-policy")).startsWith("sandbox");
        var binary = as(test.reader()).get(url + "/raw/binary.bin");
        assertThat(binary.header("content-type")).startsWith("application/octet-stream");
        assertThat(binary.header("content-disposition")).startsWith("attachment");
        assertThat(as(test.reader()).get(url + "/raw/big.txt").body()).hasSize(4_400_000);
        assertThat(as(test.reader()).get("/api/v1" + url + "/files/picture.svg?at=main").body())
                .isEqualTo("<svg/>");
        assertThat(as(test.reader()).get("/api/v1" + url + "/files/none").status()).isEqualTo(404);
    }

    @Test
    void followsAFileThroughItsRenamesInHistoryAndBlame() {
        var first = git.commit("old.txt", "one\ntwo\nthree\nfour\nfive\n", "Write <it>");
        git.commit("other.txt", "x\n", "Something else");
        git.run("mv", "old.txt", "new.txt");
        git.run("commit", "-q", "-m", "Rename");
        git.commit("new.txt", "one\nTWO\nthree\nfour\nfive\n", "Shout");
        push("main");

        assertThat(page("/commits?at=main&path=new.txt"))
                .contains("Write &lt;it&gt;", "Rename", "Shout")
                .contains(url + "/browse/old.txt?at=" + first)
                .doesNotContain("Something else");
        assertThat(page("/blame/new.txt"))
                .contains("Write &lt;it&gt;", "Shout", "id=\"L5\"")
                .doesNotContain("Rename<");
        var log = as(test.reader()).get("/api/v1" + url + "/commits?path=new.txt").json();
        assertThat(log.get("values").size()).isEqualTo(3);
    }

    @Test
    void turnsPagesOfHistoryAndFiltersByAuthor() {
        for (var i = 0; i < 60; i++) {
            git.run("commit", "-q", "--allow-empty", "-m", "Commit " + i);
        }
        git.run("-c", "user.name=Zoë <\"O'Hara\">", "commit", "-q", "--allow-empty", "-m", "Mine");
        push("main");

        assertThat(page("/commits"))
                .contains("Commit 59", "Commit 11<", "&amp;skip=50")
                .doesNotContain("Commit 10<");
        assertThat(page("/commits?at=main&skip=50")).contains("Commit 10<", "Newer commits");
        assertThat(page("/commits?at=main&author=o%27hara"))
                .contains("Mine")
                .doesNotContain("Commit 59");
        assertThat(page("/commits?at=main&author=nobody")).contains("No commit fits.");
    }

    @Test
    void saysOfACommitWhatItBelongsTo() {
        var issue = issues.file(test.writer(), test.project(), IssueType.BUG, "Sum", "", null);
        var sha = git.commit("a", "a\n", "Fix " + issue.key() + "\n\nSee XX-1.");
        push("main");
        git.run("tag", "v1");
        git.run("push", "-q", test.url(test.administrator()), "v1");

        assertThat(page("/commits/" + sha))
                .contains("<a class=\"key\" href=\"" + issue.url() + "\">" + issue.key() + "</a>")
                .contains("Pushed by</dt><dd>" + test.administrator().name());
        assertThat(page("/commits/" + sha + "/refs")).contains(">main</a>").contains(">v1</a>");
        assertThat(page("/refs?at=V")).contains(">v1</a>").doesNotContain(">main</a>");
        assertThat(as(test.reader()).get("/api/v1" + url + "/tags").body()).contains(sha);
    }

    @Test
    void comparesWhatOneBranchHasSinceItLeftAnother() {
        git.commit("a.txt", "a\n", "Base");
        push("main");
        git.run("checkout", "-q", "-b", "feature/x");
        git.commit("b.txt", "b\n", "Feature");
        push("feature/x");
        git.run("checkout", "-q", "main");
        git.commit("c.txt", "c\n", "Elsewhere");
        git.run("push", "-q", test.url(test.administrator()), "main:elsewhere");

        var compare = "/compare?from=main&to=feature%2Fx";
        assertThat(page(compare))
                .contains("Feature", "b.txt")
                .doesNotContain("Elsewhere", "Open pull request");
        assertThat(as(test.writer()).get(url + compare).body())
                .contains("/pull-requests/new?source=feature%2Fx");
        assertThat(page("/compare?from=elsewhere&to=feature%2Fx")).doesNotContain("c.txt");
        assertThat(page("/compare?from=feature%2Fx&to=main")).contains("has every commit of main");
        assertThat(page("/compare?from=main&to=n%3Cone"))
                .contains("no branch, tag or commit n&lt;one");
        assertThat(page("/compare")).contains("Choose the branch");
    }

    @Test
    void findsFilesByNameAndByText() {
        git.commit("src/OrderService.java", "int net;\nreturn NET + <vat>;\n", "Service");
        git.commit("docs/order.md", "nothing\n", "Docs");
        push("main");

        assertThat(page("/search?q=order")).contains("src/OrderService.java", "docs/order.md");
        assertThat(page("/search?q=net+%2B"))
                .contains("return <mark>NET +</mark> &lt;vat&gt;;")
                .contains(url + "/browse/src/OrderService.java?at=main&amp;view=source#L2");
        assertThat(page("/search?q=n")).contains("one letter");
        assertThat(page("/search?q=absent")).contains("No file is named so");
        assertThat(as(test.reader()).get(url + "/search?q=" + "x".repeat(201)).status())
                .isEqualTo(400);
    }

    @Test
    void hidesEverythingFromWhoMayNotRead() {
        git.commit("a.txt", "a\n", "A");
        push("main");
        var stranger = TestProject.create(settings, users, access, projects, repositories).writer();
        for (var page :
                new String[] {
                    "/browse/a.txt",
                    "/raw/a.txt",
                    "/blame/a.txt",
                    "/last-commits",
                    "/refs",
                    "/commits",
                    "/compare",
                    "/search?q=a",
                    "/commits/" + "0".repeat(40) + "/refs"
                }) {
            assertThat(as(stranger).get(url + page).status()).as(page).isEqualTo(404);
        }
        assertThat(as(stranger).get("/api/v1" + url + "/files/a.txt").status()).isEqualTo(404);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void push(String branch) {
        git.run("push", "-q", test.url(test.administrator()), branch);
    }

    private String page(String path) {
        var answer = as(test.reader()).get(url + path);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }
}
