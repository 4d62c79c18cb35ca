package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Content that attacks whoever checks it out, or reads it: refused, each with a sentence. */
@ModuleTest
class HostilePushModuleTest {
    private static final String FILE = "100644";
    private static final String FOLDER = "40000";

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @TempDir Path folder;

    private TestProject test;
    private Git local;
    private String blob;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        blob = local.run("rev-parse", "HEAD:README.md");
        local.run("remote", "add", "origin", test.url(test.writer()));
        local.run("push", "-q", test.url(test.administrator()), "main");
    }

    @Test
    void refusesTreesThatAttackACheckout() throws IOException {
        var names =
                Map.of(
                        ".GIT",
                        "invalid name '.GIT'",
                        ".git ",
                        "invalid name '.git '",
                        "..",
                        "invalid name '..'",
                        "git~1",
                        "invalid name 'git~1'",
                        "a/b",
                        "name contains '/'",
                        ".git\u200c",
                        "the entry \".git\\u200c\" is .git to some file systems",
                        ".git::$INDEX_ALLOCATION",
                        "is .git to some file systems",
                        "x\\.git\\config",
                        "is .git to some file systems",
                        "GITMOD~1",
                        "is .gitmodules to some file systems",
                        "n".repeat(4_097),
                        "has 4097 bytes, the limit is 4096");
        for (var name : names.keySet()) {
            var answer = pushTree(entry(FILE, name, blob));
            assertThat(answer.code()).as(name).isNotZero();
            assertThat(answer.text())
                    .as(name)
                    .contains("Invalid ")
                    .contains(names.get(name))
                    .contains("Rewrite the commits without it.");
        }
        assertThat(source.resolve(test.repository(), "hostile")).isEmpty();
    }

    @Test
    void refusesSubmodulesThatRunCommands() throws IOException {
        for (var text :
                Map.of(
                                "[submodule \"x\"]\n\tpath = x\n\turl = -u./payload\n",
                                "a submodule's url must not be empty, begin with a dash",
                                "[submodule \"../../hooks\"]\n\tpath = x\n\turl = ./x\n",
                                "was \"../../hooks\"",
                                "[submodule \"x\"]\n\tpath = -x\n\turl = ./x\n",
                                "a submodule's path must lie in the repository")
                        .entrySet()) {
            var modules = store("blob", text.getKey().getBytes(StandardCharsets.UTF_8));
            var answer = pushTree(entry(FILE, ".gitmodules", modules));
            assertThat(answer.code()).isNotZero();
            assertThat(answer.text())
                    .contains(".gitmodules is refused: ")
                    .contains(text.getValue());
        }
        assertThat(pushTree(entry("120000", ".gitmodules", blob)).text())
                .contains("\".gitmodules\" must be a file, and is a link");
    }

    @Test
    void refusesCommitsThatShowLessThanTheyHave() throws IOException {
        var tree = local.run("rev-parse", "HEAD^{tree}");
        var who = " A U Thor <a@example.org> 1700000000 +0000\n";
        assertThat(pushCommit("tree " + tree + "\nauthor" + who + "committer" + who + "\nA\0B\n"))
                .contains("it has a NUL character, behind which git shows nothing");
        var mallory = " Mallory\rA U Thor <a@example.org> 1700000000 +0000\n";
        assertThat(pushCommit("tree " + tree + "\nauthor" + mallory + "committer" + who + "\nA\n"))
                .contains("a header line has a carriage return");
        assertThat(pushCommit("tree " + tree + "\nauthor" + who + "\nA\n"))
                .contains("no committer");
    }

    @Test
    void refusesPathsThatAreTooLongOrTooDeep() throws IOException {
        var tree = tree(entry(FILE, "file", blob));
        for (var i = 0; i < 20; i++) {
            tree = tree(entry(FOLDER, "f".repeat(250), tree));
        }
        assertThat(push(tree).text()).contains("bytes, the limit is 4096");

        tree = tree(entry(FILE, "file", blob));
        for (var i = 0; i < 201; i++) {
            tree = tree(entry(FOLDER, "f", tree));
        }
        assertThat(push(tree).text()).contains("has a path of more than 200 folders");
        assertThat(source.resolve(test.repository(), "hostile")).isEmpty();
    }

    @Test
    void takesWhatOnlyLooksHostile() throws IOException {
        var text = "[submodule \"lib\"]\n\tpath = lib\n\turl = https://example.org/lib.git\n";
        var modules = store("blob", text.getBytes(StandardCharsets.UTF_8));
        for (var tree :
                new byte[][] {
                    entry(FILE, ".gitmodules", modules),
                    entry(FILE, ".github", blob),
                    entry(FILE, ".git-blame", blob),
                    entry(FILE, "git~2", blob),
                    entry(FILE, "-x", blob),
                    entry(FILE, "$(touch x)'\"", blob),
                    entry(FILE, "дом\u200cы", blob)
                }) {
            var answer = pushTree(tree);
            assertThat(answer.code()).as(answer.text()).isZero();
        }
    }

    private String pushCommit(String text) throws IOException {
        var commit = store("commit", text.getBytes(StandardCharsets.UTF_8));
        return local.attempt("push", "--force", "origin", commit + ":refs/heads/hostile").text();
    }

    private Git.Answer pushTree(byte[] entries) throws IOException {
        return push(tree(entries));
    }

    private Git.Answer push(String tree) {
        var commit = local.run("commit-tree", tree, "-p", "main", "-m", "Hostile");
        return local.attempt("push", "--force", "origin", commit + ":refs/heads/hostile");
    }

    private String tree(byte[] entries) throws IOException {
        return store("tree", entries);
    }

    /** Writes an object that git itself would refuse to write. */
    private String store(String type, byte[] bytes) throws IOException {
        var file = folder.resolve(".git/object");
        Files.write(file, bytes);
        return local.run("hash-object", "-t", type, "-w", "--literally", file.toString());
    }

    private static byte[] entry(String mode, String name, String id) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write((mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8));
        ObjectId.fromString(id).copyRawTo(out);
        return out.toByteArray();
    }
}
