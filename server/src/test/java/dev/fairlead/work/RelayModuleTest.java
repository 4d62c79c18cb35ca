package dev.fairlead.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.platform.OwnConnections;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two relays on one database, as of two servers. */
@ModuleTest
class RelayModuleTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @Autowired Signals here;
    @Autowired OwnConnections connections;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;

    private final Signals there = new Signals();
    private Relay relay;

    @BeforeEach
    void start() throws InterruptedException {
        relay = new Relay(there, connections);
        relay.start();
        awaitCarried();
    }

    @AfterEach
    void stop() {
        relay.stop();
    }

    @Test
    void wakesTheWatchersOfTheOtherServerOnceTheTransactionHasCommitted() throws Exception {
        var topic = topic();
        try (var watch = there.watch(topic)) {
            transaction.executeWithoutResult(_ -> {
                here.raise(topic);
                assertThat(heard(watch, Duration.ofMillis(200))).isFalse();
            });
            assertThat(watch.await(LONG)).isTrue();
        }
    }

    @Test
    void tellsBothWaysAndNothingOfWhatWasRolledBack() throws Exception {
        var never = topic();
        var topic = topic();
        try (var rolledBack = there.watch(never);
                var watch = here.watch(topic)) {
            transaction.executeWithoutResult(status -> {
                here.raise(never);
                status.setRollbackOnly();
            });
            there.raise(topic);
            assertThat(watch.await(LONG)).isTrue();
            assertThat(rolledBack.await(Duration.ofMillis(200))).isFalse();
        }
    }

    @Test
    void connectsAgainWhereTheDatabaseWasGone() throws Exception {
        jdbc.sql(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                         where datname = current_database() and query ilike any
                               (array['listen fairlead', '%pg_notify%', '%synchronous_commit%'])
                           and pid <> pg_backend_pid()
                        """)
                .query(Boolean.class)
                .list();
        awaitCarried();
    }

    private void awaitCarried() throws InterruptedException {
        var topic = topic();
        try (var watch = there.watch(topic)) {
            await().atMost(LONG)
                    .until(() -> {
                        here.raise(topic);
                        return watch.await(Duration.ofMillis(100));
                    });
        }
    }

    private static boolean heard(Signals.Watch watch, Duration atMost) {
        try {
            return watch.await(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String topic() {
        return "topic " + UUID.randomUUID();
    }
}
