package dev.fairlead.code.store;

import static dev.fairlead.code.store.StoreFixture.commit;
import static dev.fairlead.code.store.StoreFixture.move;
import static dev.fairlead.code.store.StoreFixture.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.ModuleTest;
import dev.fairlead.blob.NamedFiles;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@ModuleTest
class StoreModuleTest {
    private static final ObjectId NOTHING = ObjectId.zeroId();

    @Autowired GitStore store;
    @Autowired GitRows rows;
    @Autowired RefTransaction refs;
    @Autowired NamedFiles files;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private StoreFixture fixture;
    private long repository;

    @BeforeEach
    void makeRepository() {
        fixture = new StoreFixture(jdbc, store, files);
        repository = fixture.repository();
    }

    @Test
    void leavesNothingOfAnInstanceThatMovedNoRef() throws IOException {
        try (var git = store.open(repository)) {
            commit(git, "never named");
            assertThat(fixture.files(repository)).isNotEmpty();
        }
        assertThat(fixture.files(repository)).isEmpty();
        assertThat(fixture.packs(repository)).isZero();
    }

    @Test
    void undoesRefsAndPacksWithAFailingListener() throws IOException {
        try (var git = store.open(repository)) {
            var commit = commit(git, "one");
            assertThatThrownBy(() ->
                            update(
                                    git,
                                    _ -> {
                                        throw Problem.conflict("Not today.");
                                    },
                                    move(NOTHING, commit, "main")))
                    .isInstanceOf(Problem.class)
                    .hasMessage("Not today.");
        }
        assertThat(fixture.files(repository)).isEmpty();
        assertThat(fixture.packs(repository)).isZero();
        assertThat(tip("main")).isNull();
    }

    @Test
    void undoesEverythingAlsoForAnError() {
        try (var git = store.open(repository)) {
            var commit = commit(git, "one");
            assertThatThrownBy(() ->
                            update(
                                    git,
                                    _ -> {
                                        throw new StackOverflowError();
                                    },
                                    move(NOTHING, commit, "main")))
                    .isInstanceOf(StackOverflowError.class);
        }
        assertThat(fixture.packs(repository)).isZero();
    }

    @Test
    void showsAnotherInstanceNothingBeforeTheCommit() throws Exception {
        try (var git = store.open(repository)) {
            var commit = commit(git, "one");
            assertThat(
                            update(
                                    git,
                                    _ -> assertThat(elsewhere(() -> sees(commit))).isFalse(),
                                    move(NOTHING, commit, "main")))
                    .isTrue();
            assertThat(sees(commit)).isTrue();
            assertThat(tip("main")).isEqualTo(commit);
        }
        assertThat(sees(commit(store.open(repository), "pending"))).isFalse();
    }

    @Test
    void forgetsWhatATransactionAroundItRolledBack() throws Exception {
        var first = fixture.push(repository, "main", "one");
        transaction.executeWithoutResult(status -> {
            try {
                fixture.push(repository, "main", "two");
                assertThat(tip("main")).isNotEqualTo(first);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            status.setRollbackOnly();
        });
        assertThat(tip("main")).isEqualTo(first);
        var third = fixture.push(repository, "main", "three");
        assertThat(tip("main")).isEqualTo(third);
    }

    @Test
    void showsAnotherServerWhatThisOneCommitted() throws IOException {
        var other = new GitStore(rows, refs, files);
        for (var content : List.of("one", "two")) {
            var commit = fixture.push(repository, "main", content);
            try (var git = other.open(repository)) {
                assertThat(git.exactRef("refs/heads/main").getObjectId()).isEqualTo(commit);
                assertThat(git.getObjectDatabase().has(commit)).isTrue();
            }
        }
    }

    @Test
    void letsOneOfEightWinAndTellsTheOthers() throws Exception {
        var rounds = Boolean.getBoolean("fairlead.long") ? 50 : 5;
        var base = fixture.push(repository, "main", "base");
        for (var round = 0; round < rounds; round++) {
            var from = base;
            var start = new CyclicBarrier(8);
            var won = new ArrayList<CompletableFuture<Boolean>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 8; i++) {
                    var name = round + "/" + i;
                    won.add(CompletableFuture.supplyAsync(() -> race(from, name, start), threads));
                }
            }
            assertThat(won.stream().filter(CompletableFuture::join)).hasSize(1);
            base = tip("main");
            assertThat(base).isNotEqualTo(from);
        }
        assertThat(fixture.packs(repository)).isEqualTo(rounds + 1);
    }

    @Test
    void movesAllRefsOrNone() throws IOException {
        var base = fixture.push(repository, "main", "base");
        try (var git = store.open(repository)) {
            var next = commit(git, "next", base);
            var good = move(base, next, "main");
            var stale = move(next, base, "other");
            assertThat(update(git, good, stale)).isFalse();
            assertThat(stale.getMessage()).contains("somebody else moved it meanwhile");
        }
        assertThat(tip("main")).isEqualTo(base);
        assertThat(tip("other")).isNull();
    }

    @Test
    void refusesARefThatIsAnothersFolder() throws IOException {
        var base = fixture.push(repository, "main", "base");
        try (var git = store.open(repository)) {
            assertThat(update(git, move(NOTHING, base, "a"))).isTrue();
            var inside = move(NOTHING, base, "a/b");
            assertThat(update(git, inside)).isFalse();
            assertThat(inside.getMessage()).contains("another ref has this name as its folder");
            assertThat(update(git, move(base, NOTHING, "a"), move(NOTHING, base, "a/b"))).isTrue();
            assertThat(update(git, move(NOTHING, base, "a"))).isFalse();
            assertThat(update(git, move(NOTHING, base, "c"), move(NOTHING, base, "c/d"))).isFalse();
        }
        assertThat(tip("a/b")).isEqualTo(base);
        assertThat(tip("a")).isNull();
    }

    @Test
    void refusesAPushWhoseGroundWasPrunedMeanwhile() throws IOException {
        var base = fixture.push(repository, "main", "base");
        try (var git = store.open(repository)) {
            assertThat(git.exactRef("refs/heads/main")).isNotNull();
            jdbc.sql(
                            """
                            update git_repository set prune_version = prune_version + 1,
                                version = nextval('git_version') where id = ?
                            """)
                    .param(repository)
                    .update();
            var push = move(base, commit(git, "next", base), "main");
            assertThat(update(git, push)).isFalse();
            assertThat(push.getMessage()).isEqualTo("objects were cleaned up: push again");
        }
        fixture.push(repository, "main", "again");
    }

    private boolean race(ObjectId from, String content, CyclicBarrier start) {
        try (var git = store.open(repository)) {
            var commit = commit(git, content, from);
            start.await();
            return update(git, move(from, commit, "main"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectId tip(String branch) {
        try (var git = store.open(repository)) {
            var ref = git.exactRef("refs/heads/" + branch);
            return ref == null ? null : ref.getObjectId();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean sees(ObjectId object) throws IOException {
        try (var git = store.open(repository)) {
            return git.getObjectDatabase().has(object);
        }
    }

    /** Runs in another thread, and so outside the current transaction. */
    private static <T> T elsewhere(Callable<T> question) {
        try (var thread = Executors.newSingleThreadExecutor()) {
            return thread.submit(question).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
