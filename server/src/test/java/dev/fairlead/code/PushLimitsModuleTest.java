package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.NarrowServer;
import dev.fairlead.blob.NamedFiles;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@NarrowServer
class PushLimitsModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired NamedFiles files;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private TestProject test;
    private Git local;
    private List<String> before;

    @BeforeEach
    void firstPush() throws IOException {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        local.run("push", "-q", test.url(test.administrator()), "main");
        local.run("remote", "add", "origin", test.url(test.writer()));
        before = stored();
    }

    @Test
    void refusesAFileOverTheLimitAndKeepsNothingOfThePush() throws IOException {
        local.commit("small.txt", "fine", "Say little");
        noise("large.bin", 16_385);

        assertRefused(
                "a file may hold at most 16384 bytes (FAIRLEAD_MAX_OBJECT): take larger ones out"
                        + " of the commits, then push again");
    }

    /** However well it is compressed. */
    @Test
    void measuresAFileAsItIsCheckedOut() throws IOException {
        local.commit("zeros.txt", "0".repeat(16_385), "Say nothing at length");

        assertRefused("a file may hold at most 16384 bytes");
    }

    @Test
    void refusesAPushOverTheLimitAndTakesItInParts() throws IOException {
        for (var i = 0; i < 3; i++) {
            noise(i + ".bin", 16_384);
        }
        var half = local.run("rev-parse", "HEAD");
        for (var i = 3; i < 6; i++) {
            noise(i + ".bin", 16_384);
        }

        assertRefused(
                "a push may send at most 65536 bytes (FAIRLEAD_MAX_PUSH): push in parts, older"
                        + " commits first");
        local.run("push", "-q", "origin", half + ":refs/heads/topic");
        local.run("push", "-q", "origin", "main:topic");
        assertThat(source.resolve(test.repository(), "topic")).isPresent();
    }

    /** So much more that git is still sending when the answer is ready. */
    @Test
    void refusesAPushOfManyTimesTheLimit() throws IOException {
        for (var i = 0; i < 160; i++) {
            Files.write(folder.resolve(i + ".bin"), bytes(i, 16_384));
        }
        noise("last.bin", 16_384);

        assertRefused("a push may send at most 65536 bytes (FAIRLEAD_MAX_PUSH)");
    }

    private void assertRefused(String sentence) throws IOException {
        var answer = local.attempt("push", "origin", "main:topic");
        assertThat(answer.code()).isNotZero();
        assertThat(answer.text()).contains("remote unpack failed: ").contains(sentence);
        assertThat(stored()).isEqualTo(before);
        assertThat(source.resolve(test.repository(), "topic")).isEmpty();
        assertThat(pushes()).isEqualTo(1);
    }

    private void noise(String name, int size) throws IOException {
        Files.write(folder.resolve(name), bytes(name.hashCode(), size));
        local.run("add", "-A");
        local.run("commit", "-q", "-m", "Add " + name);
    }

    private static byte[] bytes(int seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private List<String> stored() throws IOException {
        return files.list().stream()
                .map(NamedFiles.Stored::name)
                .filter(name -> name.startsWith("r" + test.repository().id() + "/"))
                .sorted()
                .toList();
    }

    private int pushes() {
        return jdbc.sql("select count(*) from git_push where repository_id = ?")
                .param(test.repository().id())
                .query(Integer.class)
                .single();
    }
}
