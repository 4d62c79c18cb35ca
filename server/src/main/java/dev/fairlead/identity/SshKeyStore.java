package dev.fairlead.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of public keys. */
@Component
class SshKeyStore {
    private final JdbcClient jdbc;

    SshKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when somebody has the key already. */
    Optional<SshKey> insert(
            long owner,
            String label,
            PublicKeys.Read key,
            SshKey.@Nullable Deploy deploy,
            Instant at) {
        return jdbc.sql(
                        """
                        insert into ssh_key (owner, label, public_key, fingerprint, repository_id,
                                             project_id, writes, created)
                        values (:owner, :label, :key, :fingerprint, cast(:repository as bigint),
                                cast(:project as bigint), :writes, :created)
                        on conflict (fingerprint) do nothing
                        returning *
                        """)
                .param("owner", owner)
                .param("label", label)
                .param("key", key.line())
                .param("fingerprint", key.fingerprint())
                .param("repository", deploy == null ? null : deploy.repository())
                .param("project", deploy == null ? null : deploy.project())
                .param("writes", deploy == null || deploy.writes())
                .param("created", Timestamp.from(at))
                .query(SshKeyStore::key)
                .optional();
    }

    Optional<SshKey> find(String fingerprint) {
        return jdbc.sql("select * from ssh_key where fingerprint = ?")
                .param(fingerprint)
                .query(SshKeyStore::key)
                .optional();
    }

    Optional<SshKey> byId(long id) {
        return jdbc.sql("select * from ssh_key where id = ?")
                .param(id)
                .query(SshKeyStore::key)
                .optional();
    }

    List<SshKey> ofPerson(long owner) {
        return jdbc.sql(
                        """
                        select * from ssh_key where owner = ? and repository_id is null
                        order by label, id
                        """)
                .param(owner)
                .query(SshKeyStore::key)
                .list();
    }

    List<SshKey> ofRepository(long repository) {
        return jdbc.sql("select * from ssh_key where repository_id = ? order by label, id")
                .param(repository)
                .query(SshKeyStore::key)
                .list();
    }

    void delete(long id) {
        jdbc.sql("delete from ssh_key where id = ?").param(id).update();
    }

    void noteUse(long id, Instant now, Instant noted) {
        jdbc.sql("update ssh_key set used = ? where id = ? and (used is null or used < ?)")
                .params(Timestamp.from(now), id, Timestamp.from(noted))
                .update();
    }

    private static SshKey key(ResultSet row, int number) throws SQLException {
        var repository = row.getObject("repository_id", Long.class);
        var used = row.getTimestamp("used");
        return new SshKey(
                row.getLong("id"),
                row.getLong("owner"),
                row.getString("label"),
                row.getString("public_key"),
                row.getString("fingerprint"),
                repository == null
                        ? null
                        : new SshKey.Deploy(
                                repository, row.getLong("project_id"), row.getBoolean("writes")),
                row.getTimestamp("created").toInstant(),
                used == null ? null : used.toInstant());
    }
}
