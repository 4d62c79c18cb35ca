package dev.fairlead.code.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Collections come by themselves, soon, and stop nobody. */
@ModuleTest
class CollectionModuleTest {
    private static final int ROUNDS = Boolean.getBoolean("fairlead.long") ? 50 : 5;

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Collector collector;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private TestProject test;
    private Git local;
    private long repository;

    @BeforeEach
    void makeRepository() {
        test = TestProject.create(settings, users, access, projects, repositories);
        repository = test.repository().id();
        local = Git.init(folder, "writer");
        local.run("remote", "add", "origin", test.url(test.administrator()));
    }

    @Test
    void comesSoonAfterABigPush() throws IOException {
        for (var i = 0; i < CollectionRule.BIG; i++) {
            Files.writeString(folder.resolve("file-" + i), "content " + i);
        }
        local.commit("last", "last", "Many files");
        local.run("push", "-q", "origin", "main");
        awaitBitmap();
        assertThat(count("git_pack")).isEqualTo(1);
    }

    @Test
    void comesSoonAfterManySmallPushes() {
        local.commit("file", "0", "Begin");
        local.run("push", "-q", "origin", "main");
        for (var i = 1; i <= CollectionRule.MOST_PACKS; i++) {
            local.commit("file", "content " + i, "Change " + i);
            local.run("push", "-q", "origin", "main:topic");
        }
        awaitBitmap();
        assertThat(
                        Git.clone(test.url(test.reader()), folder.resolve("clone"))
                                .run("fsck", "--full", "--strict"))
                .isEmpty();
    }

    @Test
    void stopsNeitherReadersNorPushers() throws Exception {
        local.commit("file", "0", "Begin");
        local.run("push", "-q", "origin", "main");
        var done = new AtomicBoolean();
        var collected = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(1)) {
            var collecting =
                    CompletableFuture.runAsync(
                            () -> {
                                while (!done.get()) {
                                    collect();
                                    collected.incrementAndGet();
                                }
                            },
                            threads);
            for (var round = 0; round < ROUNDS; round++) {
                for (var i = 0; i < 4; i++) {
                    local.commit("file", round + "/" + i, "Change " + round + "/" + i);
                    local.run("push", "-q", "origin", "main:topic");
                }
                var clone = folder.resolve("clone-" + round);
                var git = Git.clone(test.url(test.reader()), clone);
                assertThat(git.run("fsck", "--full", "--strict")).isEmpty();
                assertThat(git.run("rev-parse", "origin/topic"))
                        .isEqualTo(local.run("rev-parse", "HEAD"));
            }
            done.set(true);
            collecting.join();
        }
        assertThat(collected).hasPositiveValue();
    }

    private void collect() {
        try {
            collector.collect(repository);
        } catch (RefTransaction.Outrun e) {
            assertThat(e).hasMessageContaining("has replaced");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitBitmap() {
        await("a pack with a bitmap")
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("git_pack where files like '%bitmap%' and repository_id") > 0);
    }

    private long count(String from) {
        var where = from.contains(" where ") ? from : from + " where repository_id";
        return jdbc.sql("select count(*) from " + where + " = ?")
                .param(repository)
                .query(Long.class)
                .single();
    }
}
