package dev.fairlead.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as a child of this process, on 127.0.0.1 and a port of its choice. When it dies it is
 * started again; when this process dies, whatever way, it stops by itself.
 */
final class BundledPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BundledPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Stands between: its standard input ends when this process does, and then PostgreSQL is asked
     * to stop at once but orderly. A signal handler in this process could not promise that.
     */
    private static final String GUARD =
            """
            exec 3<&0
            "$@" </dev/null 3<&- &
            postgres=$!
            (trap '' INT TERM HUP; cat >/dev/null; kill -INT $postgres) <&3 &
            guard=$!
            exec 3<&-
            wait $postgres
            code=$?
            kill -9 $guard
            exit $code
            """;

    private final PostgresCluster cluster;
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private Process process;
    private boolean closing;

    private BundledPostgres(PostgresCluster cluster) throws IOException, InterruptedException {
        this.cluster = cluster;
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setDatabaseName("postgres");
        source.setUser(PostgresCluster.USER);
        source.setPassword(cluster.password());
        source.setConnectTimeout(5);
        source.setTcpKeepAlive(true);
        source.setPreparedStatementCacheQueries(PlatformConfiguration.STATEMENTS);
        OrphanedPostgres.stop(cluster.data());
        process = launch();
        awaitReady();
    }

    static BundledPostgres start(Path programs, Path folder) {
        try {
            return new BundledPostgres(PostgresCluster.open(programs, folder));
        } catch (IOException e) {
            throw new StartRefused(
                    "The bundled PostgreSQL did not start: " + e.getMessage(),
                    "Read " + folder.resolve("log") + ", or set FAIRLEAD_DATABASE_URL.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL started", e);
        }
    }

    /** Opens connections to wherever PostgreSQL is at the time of asking. */
    PGSimpleDataSource source() {
        return source;
    }

    /** A JDBC address with the password in it, good until PostgreSQL is started again. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
                .formatted(
                        source.getPortNumbers()[0],
                        database,
                        PostgresCluster.USER,
                        cluster.password());
    }

    private synchronized Process launch() throws IOException, InterruptedException {
        var port = freePort();
        source.setPortNumbers(new int[] {port});
        var command = new ArrayList<>(List.of("setsid", "sh", "-c", GUARD, "postgres"));
        command.addAll(Commands.unprivileged(PostgresOptions.command(cluster, port)));
        var logFile = cluster.data().resolveSibling("log").toFile();
        var started =
                Commands.builder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile))
                        .start();
        var _ =
                started.onExit()
                        .thenAcceptAsync(this::ended, task -> Thread.ofVirtual().start(task));
        return started;
    }

    /** Runs when PostgreSQL has ended: wanted at the close, otherwise to be undone. */
    private synchronized void ended(Process ended) {
        if (closing) {
            return;
        }
        log.warn("PostgreSQL ended with code {} and is started again.", ended.exitValue());
        try {
            // A new postmaster refuses to start while backends of a killed one still live.
            TimeUnit.MILLISECONDS.sleep(200);
            process = launch();
        } catch (IOException e) {
            log.error("PostgreSQL could not be started again. Restart the server.", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var _ = source.getConnection()) {
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    close();
                    throw new IOException(e.getMessage(), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closing = true;
            last = process;
        }
        try {
            last.getOutputStream().close();
            if (!last.waitFor(20, TimeUnit.SECONDS)) {
                log.warn("PostgreSQL does not stop; it recovers at the next start.");
                last.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            log.warn("PostgreSQL could not be asked to stop: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
