package dev.fairlead.platform;

import java.nio.file.Path;
import java.sql.SQLException;

/** The bundled PostgreSQL for tests. It stops when the JVM ends, as it does for the server. */
public final class TestPostgres {
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
                return BundledPostgres.start(parent.resolve("programs"), folder.path());
            } catch (StartRefused e) {
                if (number == 9) {
                    throw e;
                }
            }
        }
    }
}
