package dev.fairlead.audit;

import static dev.fairlead.Latches.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@ModuleTest
class AuditModuleTest {
    @Autowired Audit audit;
    @Autowired Chainer chainer;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;

    @BeforeEach
    void recordsSome() {
        for (var i = 0; i < 3; i++) {
            record("thing.done", "subject " + i);
        }
        await().until(() -> audit.verify().pending() == 0);
    }

    @Test
    void linksWhatWasCommitted() {
        var before = audit.verify();

        record("thing.done", "one more");

        await().untilAsserted(() -> {
            var after = audit.verify();
            assertThat(after.valid()).isTrue();
            assertThat(after.entries()).isEqualTo(before.entries() + 1);
            assertThat(after.head()).isNotEqualTo(before.head());
        });
        assertThat(audit.entries(Long.MAX_VALUE, 1).getFirst().subject()).isEqualTo("one more");
    }

    @Test
    void needsTheTransactionThatDecides() {
        assertThatThrownBy(() -> audit.record(Actor.FAIRLEAD, "thing.done", "alone", Map.of()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void leavesNoEntryOfWhatWasRolledBack() {
        transactions.executeWithoutResult(status -> {
            audit.record(Actor.FAIRLEAD, "thing.done", "regretted", Map.of());
            status.setRollbackOnly();
        });

        assertThat(audit.entries(Long.MAX_VALUE, 10))
                .noneMatch(entry -> entry.subject().equals("regretted"));
    }

    @Test
    void letsNoTransactionWaitForAnother() throws Exception {
        var recorded = new CountDownLatch(1);
        var others = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow =
                    threads.submit(() ->
                            transactions.execute(_ -> {
                                audit.record(Actor.FAIRLEAD, "slow.done", "x", Map.of());
                                recorded.countDown();
                                return reached(others);
                            }));
            recorded.await();
            var quick = threads.submit(() -> record("quick.done", "y"));
            quick.get();
            await().untilAsserted(() -> {
                var newest = audit.entries(Long.MAX_VALUE, 1).getFirst();
                assertThat(newest.action()).isEqualTo("quick.done");
                assertThat(newest.position()).isNotNull();
            });
            others.countDown();
            assertThat(slow.get()).isTrue();
        }
        await().until(() -> audit.verify().pending() == 0);
        assertThat(audit.verify().valid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = id + 1000000",
                "at = at + interval '1 microsecond'",
                "actor_id = coalesce(actor_id, 0) + 1",
                "actor = actor || 'x'",
                "action = action || 'x'",
                "subject = subject || 'x'",
                "detail = '{\"other\":1}'",
                "content = repeat('1', 64)",
                "position = position + 1000000",
                "previous = repeat('1', 64)",
                "hash = repeat('1', 64)",
                "position = null, previous = null, hash = null"
            })
    void findsAChangeOfAnyColumn(String change) {
        for (var row : new String[] {"min", "max"}) {
            transactions.executeWithoutResult(status -> {
                unguarded(
                        """
                        update audit_entry set %s
                        where position = (select %s(position) from audit_entry)
                        """
                                .formatted(change, row));
                var found = audit.verify();
                assertThat(found.valid()).as(change + " of the " + row).isFalse();
                assertThat(found.broken()).isNotEmpty();
                status.setRollbackOnly();
            });
        }
        assertThat(audit.verify().valid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "(select max(position) from audit_entry)"})
    void findsARowThatIsMissing(String position) {
        transactions.executeWithoutResult(status -> {
            unguarded("delete from audit_entry where position = " + position);
            assertThat(audit.verify().valid()).isFalse();
            status.setRollbackOnly();
        });
    }

    @Test
    void findsAChangeOfWhatIsNotLinkedYet() {
        transactions.executeWithoutResult(status -> {
            audit.record(Actor.FAIRLEAD, "thing.done", "pending", Map.of());
            assertThat(audit.verify().valid()).isTrue();
            unguarded("update audit_entry set actor = 'x' where position is null");
            assertThat(audit.verify().broken()).contains("not linked yet");
            status.setRollbackOnly();
        });
    }

    @Test
    void refusesToChangeOrRemoveAnEntry() {
        for (var statement :
                new String[] {
                    "update audit_entry set actor = 'x'",
                    "delete from audit_entry",
                    "truncate audit_entry"
                }) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("never changed and never removed");
        }
    }

    @Test
    void leavesLinkingToTheServerThatHoldsTheChain() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            transactions.executeWithoutResult(_ -> {
                jdbc.sql("select from audit_chain for update").query().listOfRows();
                assertThat(get(threads.submit(chainer::link))).isFalse();
            });
        }
    }

    private boolean record(String action, String subject) {
        transactions.executeWithoutResult(
                _ -> audit.record(new Actor(7L, "somebody"), action, subject, Map.of("a", 1)));
        return true;
    }

    /** As somebody would who owns the database and goes past the triggers. */
    private void unguarded(String statement) {
        jdbc.sql("set local session_replication_role = replica").update();
        assertThat(jdbc.sql(statement).update()).isPositive();
    }

    private static <T> T get(java.util.concurrent.Future<T> future) {
        try {
            return future.get(
                    Duration.ofSeconds(10).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
