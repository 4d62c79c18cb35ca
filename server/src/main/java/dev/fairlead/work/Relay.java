package dev.fairlead.work;

import dev.fairlead.platform.OwnConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries signals between servers on one database, by PostgreSQL's LISTEN and NOTIFY. Notifying
 * inside the transactions that raise them would have all commits wait in line, so topics are
 * gathered for a moment and sent on a connection of their own. One that is lost costs its watcher a
 * second: the rows are the truth.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-notify.html">NOTIFY</a>
 */
@Component
class Relay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final String CHANNEL = "fairlead";
    private static final Duration GATHER = Duration.ofMillis(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Where topics overflow, their watchers look by themselves. */
    private static final int MOST_WAITING = 10_000;

    private final Signals signals;
    private final OwnConnections connections;
    private final String self = UUID.randomUUID().toString();
    private final LinkedBlockingQueue<String> raised = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicReference<Connection> listening = new AtomicReference<>();
    private volatile boolean running;

    Relay(Signals signals, OwnConnections connections) {
        this.signals = signals;
        this.connections = connections;
    }

    /** Does nothing where this server has its database to itself. */
    @Override
    public void start() {
        if (!connections.areShared() || running) {
            return;
        }
        running = true;
        signals.tellOthers(raised::offer);
        Thread.ofVirtual().name("signals out").start(() -> keep(this::send));
        Thread.ofPlatform().daemon().name("signals in").start(() -> keep(this::listen));
    }

    @Override
    public void stop() {
        running = false;
        signals.tellOthers(_ -> {});
        raised.offer(""); // ends the wait for one
        var open = listening.getAndSet(null);
        if (open != null) {
            close(open);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Work on one connection, until it breaks or we stop. */
    private interface Use {
        void of(Connection connection) throws SQLException, InterruptedException;
    }

    private void keep(Use use) {
        try {
            while (running) {
                try (var connection = connections.open().orElseThrow()) {
                    use.of(connection);
                } catch (SQLException e) {
                    if (running) {
                        log.info("Signals between servers pause: {}", e.getMessage());
                        Thread.sleep(PAUSE);
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Connection connection) throws SQLException {
        listening.set(connection);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        var postgres = connection.unwrap(PGConnection.class);
        while (running) {
            for (var notification : postgres.getNotifications((int) PAUSE.toMillis())) {
                heard(notification.getParameter());
            }
        }
    }

    /** A server's name, and a topic. */
    private void heard(String said) {
        var space = said.indexOf(' ');
        if (space > 0 && !said.startsWith(self)) {
            signals.wake(said.substring(space + 1));
        }
    }

    private void send(Connection connection) throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off"); // a signal need not outlive a crash
        }
        while (running) {
            var topics = gather();
            if (running) {
                notify(connection, topics);
            }
        }
    }

    private Set<String> gather() throws InterruptedException {
        var topics = new LinkedHashSet<String>();
        topics.add(raised.take());
        Thread.sleep(GATHER);
        raised.drainTo(topics);
        return topics;
    }

    private void notify(Connection connection, Set<String> topics) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select pg_notify('" + CHANNEL + "', said) from unnest(?) said")) {
            var said = topics.stream().map(topic -> self + " " + topic).toArray(String[]::new);
            statement.setArray(1, connection.createArrayOf("text", said));
            statement.execute();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A connection was broken already", e);
        }
    }
}
