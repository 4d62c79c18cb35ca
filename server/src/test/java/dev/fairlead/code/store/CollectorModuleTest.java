package dev.fairlead.code.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.blob.NamedFiles;
import dev.fairlead.code.store.RefTransaction.Outrun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class CollectorModuleTest {
    private static final int PUSHES = Boolean.getBoolean("fairlead.long") ? 300 : 20;

    @Autowired GitStore store;
    @Autowired Collector collector;
    @Autowired CollectorRows rows;
    @Autowired NamedFiles files;
    @Autowired JdbcClient jdbc;

    private StoreFixture fixture;
    private long repository;
    private ObjectId tip;

    @BeforeEach
    void push() throws IOException {
        fixture = new StoreFixture(jdbc, store, files);
        repository = fixture.repository();
        for (var i = 0; i < PUSHES; i++) {
            tip = fixture.push(repository, "main", "push " + i);
        }
    }

    @Test
    void packsAllIntoOneWithABitmap() throws IOException {
        collector.collect(repository);
        assertThat(fixture.packs(repository)).isEqualTo(1);
        try (var git = store.open(repository)) {
            assertThat(git.state().packs().getFirst().hasFileExt(PackExt.BITMAP_INDEX)).isTrue();
            assertThat(git.state().packs().getFirst().hasFileExt(PackExt.COMMIT_GRAPH)).isTrue();
        }
        assertThat(commits()).isEqualTo(PUSHES);
    }

    @Test
    void leavesAnOpenReaderWhatItReads() throws IOException {
        try (var git = store.open(repository);
                var walk = new RevWalk(git)) {
            walk.markStart(walk.parseCommit(tip));
            walk.next();
            collector.collect(repository);
            sweeper(Duration.ofHours(1)).sweep();
            var rest = 0;
            while (walk.next() != null) {
                rest++;
            }
            assertThat(rest).isEqualTo(PUSHES - 1);
        }
    }

    @Test
    void twoAtOnceLoseNothing() throws IOException {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = CompletableFuture.runAsync(this::collectOrGiveUp, threads);
            var two = CompletableFuture.runAsync(this::collectOrGiveUp, threads);
            CompletableFuture.allOf(one, two).join();
        }
        assertThat(commits()).isEqualTo(PUSHES);
        assertThat(fixture.packs(repository)).isLessThanOrEqualTo(2);
    }

    @Test
    void keepsAPushThatCameMeanwhile() throws IOException {
        try (var threads = Executors.newFixedThreadPool(1)) {
            var collecting = CompletableFuture.runAsync(this::collectOrGiveUp, threads);
            for (var i = 0; i < 5; i++) {
                fixture.push(repository, "main", "meanwhile " + i);
            }
            collecting.join();
        }
        assertThat(commits()).isEqualTo(PUSHES + 5);
    }

    @Test
    void sweepsReplacedPacksAndOrphansAfterTheGrace() throws IOException {
        collector.collect(repository);
        try (var out = files.write("r" + repository + "/pack-orphan.pack")) {
            out.write(new byte[100]);
        }
        sweeper(Duration.ofHours(1)).sweep();
        assertThat(fixture.files(repository)).hasSizeGreaterThan(2 * PUSHES);

        jdbc.sql("update git_pack_trash set removed = removed - interval '1 day'").update();
        sweeper(Duration.ofHours(-1)).sweep();
        assertThat(fixture.files(repository)).hasSize(4);
        assertThat(commits()).isEqualTo(PUSHES);
    }

    private void collectOrGiveUp() {
        try {
            collector.collect(repository);
        } catch (Outrun e) {
            assertThat(e).hasMessageContaining("has replaced");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Sweeper sweeper(Duration grace) {
        return new Sweeper(files, rows, Clock.systemUTC(), grace);
    }

    private int commits() throws IOException {
        try (var git = store.open(repository);
                var walk = new RevWalk(git)) {
            walk.markStart(walk.parseCommit(git.exactRef("refs/heads/main").getObjectId()));
            var count = 0;
            while (walk.next() != null) {
                count++;
            }
            return count;
        }
    }
}
