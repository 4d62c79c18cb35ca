package dev.fairlead.platform;

import dev.fairlead.OneAtATime;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The bundled PostgreSQL for tests. It stops when the JVM ends, as it does for the server. */
public final class TestPostgres {
    /** A folder that nobody refers to lets go of its lock, and another JVM would take it. */
    private static final List<DataFolder> HELD = new ArrayList<>();

    private static final BundledPostgres POSTGRES = start();

    private TestPostgres() {}

    /** Makes the database anew and answers with its JDBC address. */
    public static String create(String database) {
        try (var connection = POSTGRES.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
            statement.execute("create database " + database);
            return POSTGRES.url(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the first folder that no other JVM with tests of this work tree holds. */
    @SuppressWarnings("resource") // Held until the JVM ends.
    private static BundledPostgres start() {
        var parent = Path.of("target/test-postgres").toAbsolutePath();
        for (var number = 1; ; number++) {
            try {
                var folder = DataFolder.take(parent.resolve(String.valueOf(number)));
                HELD.add(folder);
                return hasty(BundledPostgres.start(programs(parent), folder.path()));
            } catch (StartRefused e) {
                if (number == 9) {
                    throw e;
                }
            }
        }
    }

    /** Unpacked by one JVM: a second one could not give its own folder the same name. */
    private static Path programs(Path parent) {
        var programs = parent.resolve("programs");
        try {
            OneAtATime.run(parent.resolve("lock"), () -> PostgresBinaries.unpack(programs));
            return programs;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing here has to outlive the machine, so nothing waits for the disk. */
    private static BundledPostgres hasty(BundledPostgres postgres) {
        try (var connection = postgres.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter system set fsync = off");
            statement.execute("select pg_reload_conf()");
            return postgres;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
