package dev.fairlead.vault;

import dev.fairlead.code.Repository;
import dev.fairlead.secret.Secrets;
import dev.fairlead.vault.NamedSecret.LastUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of named secrets. A value is sealed for its place and its name. */
@Component
class VaultStore {
    private static final String SELECT =
            """
            select s.*, u.name as set_by_name from named_secret s join users u on u.id = s.set_by
            """;
    private static final String OF_PLACE =
            "s.project_id = :project and s.repository_id is not distinct from :repository::bigint";

    private final JdbcClient jdbc;
    private final Secrets secrets;

    VaultStore(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /** What a value is sealed for. */
    static String purpose(long project, @Nullable Long repository, String name) {
        return "named secret %d/%s/%s"
                .formatted(project, repository == null ? "" : repository, name);
    }

    /** Changes of one project's secrets come one after the other. */
    void hold(SecretPlace place) {
        jdbc.sql("select id from project where id = :project for no key update")
                .param("project", place.project().id())
                .query(Long.class)
                .single();
    }

    List<NamedSecret> of(SecretPlace place) {
        return jdbc.sql(SELECT + "where " + OF_PLACE + " order by s.name")
                .param("project", place.project().id())
                .param("repository", place.repositoryId())
                .query(VaultStore::secret)
                .list();
    }

    Optional<NamedSecret> find(SecretPlace place, String name) {
        return jdbc.sql(SELECT + "where " + OF_PLACE + " and s.name = :name")
                .param("project", place.project().id())
                .param("repository", place.repositoryId())
                .param("name", name)
                .query(VaultStore::secret)
                .optional();
    }

    /** Those that a repository's jobs find, by name: its project's, then its own in their place. */
    Map<String, NamedSecret> visible(Repository repository) {
        var visible = new LinkedHashMap<String, NamedSecret>();
        jdbc.sql(
                        SELECT
                                + """
                                where s.project_id = :project
                                  and coalesce(s.repository_id, :repository) = :repository
                                order by s.repository_id nulls first, s.name
                                """)
                .param("project", repository.projectId())
                .param("repository", repository.id())
                .query(VaultStore::secret)
                .list()
                .forEach(secret -> visible.put(secret.name(), secret));
        return visible;
    }

    /** Bytes of each, by name. */
    Map<String, Integer> sizes(SecretPlace place) {
        var sizes = new HashMap<String, Integer>();
        jdbc.sql("select s.name, s.size from named_secret s where " + OF_PLACE)
                .param("project", place.project().id())
                .param("repository", place.repositoryId())
                .query(row -> {
                    sizes.put(row.getString("name"), row.getInt("size"));
                });
        return sizes;
    }

    void put(SecretPlace place, String name, String value, long by, Instant now) {
        var project = place.project().id();
        var repository = place.repositoryId();
        jdbc.sql(
                        """
                        insert into named_secret (project_id, repository_id, name, sealed, size,
                            set_by, set_at, releases, schedules, environments, granted_at)
                        values (:project, :repository::bigint, :name, :sealed, :size,
                            :by, :now, false, false, '{}', :now)
                        on conflict (project_id, coalesce(repository_id, 0), name)
                            do update set sealed = excluded.sealed, size = excluded.size,
                                set_by = excluded.set_by, set_at = excluded.set_at
                        """)
                .param("project", project)
                .param("repository", repository)
                .param("name", name)
                .param("sealed", secrets.seal(purpose(project, repository, name), value))
                .param("size", SecretRules.size(value))
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    void grant(SecretPlace place, String name, Grants grants, Instant now) {
        jdbc.sql(
                        """
                        update named_secret s set releases = :releases, schedules = :schedules,
                            environments = :environments, granted_at = :now
                         where s.name = :name and
                        """
                                + OF_PLACE)
                .param("project", place.project().id())
                .param("repository", place.repositoryId())
                .param("name", name)
                .param("releases", grants.releases())
                .param("schedules", grants.schedules())
                .param("environments", grants.environments().toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }

    void remove(long id) {
        jdbc.sql("delete from named_secret where id = ?").param(id).update();
    }

    private static NamedSecret secret(ResultSet row, int number) throws SQLException {
        return new NamedSecret(
                row.getLong("id"),
                row.getString("name"),
                grants(row),
                row.getString("set_by_name"),
                row.getTimestamp("set_at").toInstant(),
                row.getTimestamp("granted_at").toInstant(),
                lastUse(row));
    }

    static @Nullable LastUse lastUse(ResultSet row) throws SQLException {
        var by = row.getString("last_use");
        return by == null
                ? null
                : new LastUse(
                        by,
                        row.getString("last_use_url"),
                        row.getTimestamp("last_use_at").toInstant());
    }

    static Grants grants(ResultSet row) throws SQLException {
        return new Grants(
                row.getBoolean("releases"),
                row.getBoolean("schedules"),
                List.of((String[]) row.getArray("environments").getArray()));
    }
}
