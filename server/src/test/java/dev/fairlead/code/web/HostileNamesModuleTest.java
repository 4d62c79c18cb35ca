package dev.fairlead.code.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.HtmlUtils;

/** Whatever git allows as a name is data: it can be seen, followed and read, and does nothing. */
@ModuleTest
class HostileNamesModuleTest {
    /** As git quotes them. */
    private static final List<String> PATHS =
            List.of(
                    "100%.txt",
                    "%2e%2e",
                    "a b+c#d?e&f=g.txt",
                    "semi;colon",
                    "-rf",
                    "$(reboot)`id`",
                    "<script>alert(1)<",
                    "it's \\\"quoted\\\"",
                    "\\\"begins",
                    "back\\\\slash",
                    "new\\nline",
                    "tab\\tcontrol\\001",
                    "bidi\\342\\200\\256txt",
                    "\\303\\274ml\\303\\244ut/\\346\\227\\245\\346\\234\\254",
                    "latin\\351.txt",
                    "..hidden",
                    "a..b/...",
                    "{key}/*/**",
                    ("long" + "x".repeat(200) + "/").repeat(19) + "end");

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @TempDir Path folder;

    private TestProject test;

    @Test
    void showsAndHandsOutFilesOfEveryName() throws IOException {
        pushed("main");
        var blobs = 0;
        for (var path : PATHS) {
            blobs += follow(folders(path), "content of file " + blobs + "\n");
        }
        assertThat(blobs).isEqualTo(PATHS.size());
    }

    @Test
    void switchesToBranchesOfEveryName() throws IOException {
        var branch = "feat/a+b#c%41&d;e'f\"g$(h)<script>";
        pushed(branch);
        var url = test.repository().url();
        var list = get(url + "/refs?at=script");
        assertThat(list).contains("&lt;script&gt;").doesNotContain("<script>");
        var browse = links(list, "/browse").getFirst();
        assertThat(get(browse)).contains("100%.txt");
        assertThat(get(links(get(browse), "100%25.txt").getFirst())).contains("content of file 0");
        assertThat(get(links(get(browse), "/commits?at=feat").getFirst())).contains("Names");
        assertThat(get(url)).doesNotContain("<script>");
        assertThat(HtmlUtils.htmlUnescape(get(url)))
                .contains("git switch 'feat/a+b#c%41&d;e'\\''f\"g$(h)<script>'");
    }

    @Test
    void answersNonsenseWithARefusal() throws IOException {
        pushed("main");
        var url = test.repository().url();
        for (var page : List.of("browse", "raw", "blame", "last-commits", "commits", "search")) {
            for (var path :
                    List.of("%00", "..", "../..", "/", "//", "%22%5C", "%FF", "a".repeat(5000))) {
                var answer = reader().get(url + "/" + page + "?path=" + path + "&q=" + path);
                assertThat(answer.status()).as(page + " " + path).isBetween(200, 404);
            }
            assertThat(reader().get(url + "/" + page + "?at=%00").status()).isIn(200, 404);
            assertThat(reader().get(url + "/" + page + "?at=-x").status()).isIn(200, 404);
        }
    }

    /** Goes down by the links of the pages alone, as a person does; 1 where the file was read. */
    private int follow(List<String> names, String content) {
        var page = test.repository().url() + "/browse?at=main";
        var path = "";
        for (var name : names) {
            path += (path.isEmpty() ? "" : "/") + name;
            var wanted = path;
            var html = get(page);
            assertThat(html).doesNotContain("<script>alert");
            page =
                    links(html, "/browse").stream()
                            .filter(link -> leadsTo(link, wanted))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(name + " is not in " + html));
        }
        var html = get(page);
        assertThat(html).contains(content.strip()).doesNotContain("<script>alert");
        var raw = links(html, "/raw").getFirst();
        assertThat(get(raw)).isEqualTo(content);
        assertThat(get(links(html, "/commits?at=main&path").getFirst())).contains("Names");
        assertThat(reader().get(links(html, "/blame").getFirst()).status()).isEqualTo(200);
        return 1;
    }

    private static boolean leadsTo(String link, String path) {
        var text = URLDecoder.decode(link.replace("+", "%2B"), StandardCharsets.UTF_8);
        var end = text.replaceFirst("[&?]at=main$", "");
        return end.endsWith("/browse/" + path) || end.endsWith("?path=" + path);
    }

    /** The names on the way, as pages spell them: quoted where they are not UTF-8. */
    private static List<String> folders(String quoted) {
        return Arrays.stream(quoted.split("/")).map(HostileNamesModuleTest::name).toList();
    }

    private static String name(String quoted) {
        if (quoted.contains("\\351")) {
            return "\"" + quoted + "\"";
        }
        var bytes = new ByteArrayOutputStream();
        for (var match = Pattern.compile("\\\\([0-7]{3}|.)|.", Pattern.DOTALL).matcher(quoted);
                match.find(); ) {
            var escape = match.group(1);
            if (escape == null) {
                bytes.write(match.group().charAt(0));
            } else if (escape.length() == 3) {
                bytes.write(Integer.parseInt(escape, 8));
            } else {
                bytes.write(
                        escape.equals("n") ? '\n' : escape.equals("t") ? '\t' : escape.charAt(0));
            }
        }
        var text = bytes.toString(StandardCharsets.UTF_8);
        return text.startsWith("\"") ? "\"" + quoted + "\"" : text;
    }

    private void pushed(String branch) throws IOException {
        test = TestProject.create(settings, users, access, projects, repositories);
        var git = Git.init(folder, "writer");
        var index = new StringBuilder();
        for (var i = 0; i < PATHS.size(); i++) {
            Files.writeString(folder.resolve("one"), "content of file " + i + "\n");
            var blob = git.run("hash-object", "-w", "one");
            index.append("100644 %s\t\"%s\"\n".formatted(blob, PATHS.get(i)));
        }
        Files.writeString(folder.resolve(".git/names"), index);
        git.run("-c", "alias.names=!git update-index --index-info < .git/names", "names");
        git.run("commit", "-q", "-m", "Names");
        var url = test.url(test.administrator());
        git.run("push", "-q", url, "HEAD:refs/heads/main");
        if (!branch.equals("main")) {
            git.run("push", "-q", url, "HEAD:refs/heads/" + branch);
        }
    }

    private static List<String> links(String html, String part) {
        return Pattern.compile("(?:href|src|hx-get)=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(found -> HtmlUtils.htmlUnescape(found.group(1)))
                .filter(link -> link.contains(part))
                .toList();
    }

    private String get(String path) {
        var answer = reader().get(path);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private Http reader() {
        return Http.to(settings.baseUrl()).as(test.reader().name(), TestProject.PASSWORD);
    }
}
