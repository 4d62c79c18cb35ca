package dev.fairlead.fleet;

import dev.fairlead.identity.AgentTokens;
import dev.fairlead.identity.Secrets;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One token per pool, by which agents are let in; the database knows its SHA-256. Those of the
 * pools that are always there stand in files that only the server's user can read, for its own
 * agents; deleting such a file and starting the server makes a new one.
 */
@Component
class PoolTokens implements AgentTokens {
    private static final List<String> POOLS = List.of(Jobs.BUILD_POOL, Jobs.DEPLOY_POOL);

    private final JdbcClient jdbc;
    private final Path folder;

    PoolTokens(JdbcClient jdbc, Settings settings) {
        this.jdbc = jdbc;
        this.folder = settings.shared().resolve("agents");
        try {
            for (var pool : POOLS) {
                know(pool, token(pool));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Carrier> carrier(String token) {
        return jdbc.sql(
                        """
                        select pool, null::bigint agent from agent_token where sha256 = :sha256
                        union all
                        select pool, id from agent where identity_sha256 = :sha256
                        """)
                .param("sha256", Secrets.sha256(token))
                .query(Carrier.class)
                .optional();
    }

    /** Where an agent's operator finds the token. */
    Path file(String pool) {
        return folder.resolve(pool + ".token");
    }

    /** Makes a new token for a pool, in the current transaction; the old one is worth nothing. */
    String make(String pool) {
        var token = Secrets.random();
        know(pool, token);
        if (POOLS.contains(pool)) {
            try {
                write(pool, token);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return token;
    }

    private String token(String pool) throws IOException {
        var file = file(pool);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var token = Secrets.random();
        write(pool, token);
        return token;
    }

    private void write(String pool, String token) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var fresh =
                Files.createTempFile(
                        folder,
                        pool,
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, token + "\n");
        Files.move(fresh, file(pool), StandardCopyOption.ATOMIC_MOVE);
    }

    private void know(String pool, String token) {
        jdbc.sql(
                        """
                        insert into agent_token (pool, sha256) values (:pool, :sha256)
                        on conflict (pool) do update set sha256 = excluded.sha256
                        """)
                .param("pool", pool)
                .param("sha256", Secrets.sha256(token))
                .update();
    }
}
