package dev.fairlead.vault;

import dev.fairlead.vault.NamedSecret.LastUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which job gets which secret in which variable. */
@Component
class UseStore {
    private static final Duration SAID_AGAIN = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    UseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A variable of a job.
     *
     * @param kept the secret as it is now; null for one that is not there (any more)
     */
    record Row(long job, String variable, SecretUse use, @Nullable Kept kept) {
        boolean isGranted() {
            return kept != null && use.purpose().isGranted(kept.grants(), use.place());
        }
    }

    /** A sealed value, and what it was sealed for. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares sealed values
    record Kept(long id, String purpose, byte[] sealed, Grants grants, @Nullable LastUse last) {}

    /** A secret that a job gets in a variable; null for one that is not there. */
    record Given(long job, String variable, @Nullable Long secret) {}

    void insert(List<Given> given, SecretUse use) {
        if (given.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into secret_use (job, variable, secret, purpose, place, used_by, url)
                        select job, variable, secret, :purpose, :place, :by, :url
                          from unnest(:jobs::bigint[], :variables::text[], :secrets::bigint[])
                            given (job, variable, secret)
                        """)
                .param("jobs", given.stream().map(Given::job).toArray(Long[]::new))
                .param("variables", given.stream().map(Given::variable).toArray(String[]::new))
                .param("secrets", given.stream().map(Given::secret).toArray(Long[]::new))
                .param("purpose", use.purpose().word())
                .param("place", use.place())
                .param("by", use.by())
                .param("url", use.url())
                .update();
    }

    List<Row> of(List<Long> jobs) {
        return jdbc.sql(
                        """
                        select u.job, u.variable, u.purpose, u.place, u.used_by, u.url, s.id, s.project_id,
                            s.repository_id, s.name, s.sealed, s.releases, s.schedules,
                            s.environments, s.last_use, s.last_use_url, s.last_use_at
                          from secret_use u left join named_secret s on s.id = u.secret
                         where u.job = any (:jobs) order by u.job, u.variable
                        """)
                .param("jobs", jobs.toArray(Long[]::new))
                .query(UseStore::row)
                .list();
    }

    /**
     * Says on the pages of secrets who was given them last. That somebody was given one twice
     * within a minute is not written down.
     */
    void used(List<Row> rows, Instant now) {
        rows.stream()
                .filter(row -> row.kept() != null && isNews(row.use().by(), row.kept().last(), now))
                .map(row -> new Used(row.kept().id(), row.use().by(), row.use().url()))
                .distinct()
                .forEach(used -> used(used, now));
    }

    private static boolean isNews(String by, @Nullable LastUse last, Instant now) {
        return last == null || !last.by().equals(by) || last.at().isBefore(now.minus(SAID_AGAIN));
    }

    private record Used(long secret, String by, String url) {}

    private void used(Used used, Instant now) {
        jdbc.sql(
                        """
                        update named_secret set last_use = :by, last_use_url = :url,
                            last_use_at = :now
                         where id = :id
                        """)
                .param("by", used.by())
                .param("url", used.url())
                .param("now", Timestamp.from(now))
                .param("id", used.secret())
                .update();
    }

    void forget(List<Long> jobs) {
        jdbc.sql("delete from secret_use where job = any (:jobs)")
                .param("jobs", jobs.toArray(Long[]::new))
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var use =
                new SecretUse(
                        Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
                        row.getString("place"),
                        "",
                        row.getString("used_by"),
                        row.getString("url"));
        var id = row.getObject("id", Long.class);
        return new Row(
                row.getLong("job"),
                row.getString("variable"),
                use,
                id == null ? null : kept(id, row));
    }

    private static Kept kept(long id, ResultSet row) throws SQLException {
        var purpose =
                VaultStore.purpose(
                        row.getLong("project_id"),
                        row.getObject("repository_id", Long.class),
                        row.getString("name"));
        return new Kept(
                id,
                purpose,
                row.getBytes("sealed"),
                VaultStore.grants(row),
                VaultStore.lastUse(row));
    }
}
