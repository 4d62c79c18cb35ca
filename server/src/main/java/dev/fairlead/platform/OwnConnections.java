package dev.fairlead.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Connections beside the pool to a database that other servers may use as well. */
@Component
public class OwnConnections {
    private final @Nullable String url;

    OwnConnections(Settings settings) {
        url = settings.databaseUrl();
    }

    /** False for the bundled PostgreSQL, which serves the server that started it. */
    public boolean areShared() {
        return url != null;
    }

    /**
     * Opens one, for its caller alone to use and to close; empty where nobody shares the database.
     *
     * @throws SQLException where the database cannot be reached
     */
    public Optional<Connection> open() throws SQLException {
        return url == null
                ? Optional.empty()
                : Optional.of(PlatformConfiguration.source(url).getConnection());
    }
}
