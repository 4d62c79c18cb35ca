package dev.fairlead.fleet;

import dev.fairlead.identity.AgentTokens;
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
 * One token per pool, in a file that only the server's user can read; the database knows its
 * SHA-256. Deleting the file and starting the server makes a new one.
 */
@Component
class PoolTokens implements AgentTokens {
    private static final List<String> POOLS = List.of(Jobs.BUILD_POOL, Jobs.DEPLOY_POOL);

    private final JdbcClient jdbc;
    private final Path folder;

    PoolTokens(JdbcClient jdbc, Settings settings) {
        this.jdbc = jdbc;
        this.folder = settings.data().resolve("agents");
        try {
            for (var pool : POOLS) {
                know(pool, token(pool));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> pool(String token) {
        return jdbc.sql("select pool from agent_token where sha256 = :sha256")
                .param("sha256", Secrets.sha256(token))
                .query(String.class)
                .optional();
    }

    /** Where an agent's operator finds the token. */
    Path file(String pool) {
        return folder.resolve(pool + ".token");
    }

    private String token(String pool) throws IOException {
        var file = file(pool);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var token = Secrets.random();
        var fresh =
                Files.createTempFile(
                        folder,
                        pool,
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, token + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return token;
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
