package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many refused pushes, one after the other: afterwards the disk and the rows are as before. */
@ModuleTest
class RefusedPushesModuleTest {
    private static final int PUSHES = Boolean.getBoolean("fairlead.long") ? 1_000 : 30;
    private static final int KINDS = 5;
    private static final String BROKEN = "refs/heads/broken";
    private static final String MISSING = "1234567890123456789012345678901234567890";

    private record Stored(List<String> files, List<Long> rows) {}

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private TestProject test;
    private Git local;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        local.run("remote", "add", "origin", test.url(test.writer()));
        local.run("push", "-q", test.url(test.administrator()), "main");
        local.run("checkout", "-q", "-b", "work");
    }

    @Test
    void leavesNothingOfRefusedPushes() throws IOException {
        var before = stored();
        var refused = new ArrayList<String>();
        for (var push = 0; push < PUSHES; push++) {
            refused.add(local.commit("secret-" + push % 7, "refused " + push, "Push " + push));
            refuse(push);
        }
        await().untilAsserted(() -> assertThat(stored()).isEqualTo(before));
        for (var commit : refused) {
            assertThat(source.resolve(test.repository(), commit)).isEmpty();
        }
        local.run("push", "-q", "origin", "work:topic");
        var clone = Git.clone(test.url(test.reader()), folder.resolve("clone"));
        assertThat(clone.run("fsck", "--full", "--strict")).isEmpty();
    }

    private void refuse(int push) throws IOException {
        switch (push % KINDS) {
            case 0 -> expect("main is protected", "push", "origin", "HEAD:main", "HEAD:topic");
            case 1 ->
                    expect(
                            "must have at most 200 characters",
                            "push",
                            "origin",
                            "HEAD:" + "n".repeat(201));
            case 2 -> pushWithoutItsTree(push);
            case 3 -> pushHostileTree();
            default -> pushHalf(push);
        }
    }

    private void expect(String why, String... push) {
        var answer = local.attempt(push);
        assertThat(answer.code()).isNotZero();
        assertThat(answer.text()).contains(why);
    }

    private void pushHostileTree() throws IOException {
        var blob = local.run("rev-parse", "HEAD:README.md");
        var entry = "100644 .GIT\0".getBytes(StandardCharsets.UTF_8);
        var tree = new byte[entry.length + 20];
        System.arraycopy(entry, 0, tree, 0, entry.length);
        var id = HexFormat.of().parseHex(blob);
        System.arraycopy(id, 0, tree, entry.length, id.length);
        var file = folder.resolve(".git/object");
        Files.write(file, tree);
        var stored = local.run("hash-object", "-t", "tree", "-w", "--literally", file.toString());
        var commit = local.run("commit-tree", stored, "-p", "HEAD", "-m", "Hostile");
        expect("Rewrite the commits without it", "push", "origin", commit + ":refs/heads/hostile");
    }

    /** A pack that holds a commit and not what the commit names. */
    private void pushWithoutItsTree(int push) throws IOException {
        var text =
                "tree %s\nparent %s\nauthor a <a@b> 1 +0000\ncommitter a <a@b> 1 +0000\n\n%d\n"
                        .formatted(MISSING, local.run("rev-parse", "main"), push);
        var file = folder.resolve(".git/object");
        Files.writeString(file, text);
        var commit = local.run("hash-object", "-t", "commit", "-w", "--literally", file.toString());
        var answer = send(RawPush.create(local, BROKEN, commit, ""), Integer.MAX_VALUE);
        assertThat(answer).contains("unpack error").contains("Missing tree " + MISSING);
    }

    /** The client dies while it sends. */
    private void pushHalf(int push) throws IOException {
        var noise = new byte[50_000];
        new Random(push).nextBytes(noise);
        Files.write(folder.resolve("noise"), noise);
        local.run("add", "noise");
        local.run("commit", "-q", "-m", "Noise " + push);
        var half =
                RawPush.create(
                        local,
                        BROKEN,
                        local.run("rev-parse", "HEAD"),
                        local.run("rev-parse", "HEAD:noise"));
        send(half, half.pack().length / 2);
    }

    /** Speaks the protocol by hand, and hangs up after so many bytes of the pack. */
    private String send(RawPush push, int bytes) throws IOException {
        var sent = Math.min(bytes, push.pack().length);
        var login = test.writer().name() + ":" + TestProject.PASSWORD;
        try (var socket = new Socket("127.0.0.1", settings.baseUrl().getPort())) {
            var out = socket.getOutputStream();
            out.write(
                    """
                    POST %s/git-receive-pack HTTP/1.1\r
                    Host: %s\r
                    Authorization: Basic %s\r
                    Content-Type: application/x-git-receive-pack-request\r
                    Content-Length: %d\r
                    Connection: close\r
                    \r
                    """
                            .formatted(
                                    test.repository().clonePath(),
                                    test.authority(),
                                    Base64.getEncoder().encodeToString(login.getBytes()),
                                    push.commands().length + push.pack().length)
                            .getBytes());
            out.write(push.commands());
            out.write(push.pack(), 0, sent);
            out.flush();
            return sent < push.pack().length
                    ? ""
                    : new String(socket.getInputStream().readAllBytes());
        }
    }

    private Stored stored() {
        var packs = settings.data().resolve("blobs/named/r" + test.repository().id());
        try (var files = Files.walk(packs)) {
            return new Stored(
                    files.filter(Files::isRegularFile)
                            .map(RefusedPushesModuleTest::line)
                            .sorted()
                            .toList(),
                    List.of(
                            count("git_ref"),
                            count("git_pack"),
                            count("git_pack_trash"),
                            count("git_push"),
                            count("commit_pusher"),
                            count("build"),
                            version()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Path file) {
        try {
            return file.getFileName() + " " + Files.size(file);
        } catch (IOException e) {
            return file + " is just going";
        }
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table + " where repository_id = ?")
                .param(test.repository().id())
                .query(Long.class)
                .single();
    }

    private long version() {
        return jdbc.sql("select version from git_repository where id = ?")
                .param(test.repository().id())
                .query(Long.class)
                .single();
    }
}
