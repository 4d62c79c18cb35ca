package dev.fairlead.deploy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of drift. */
@Component
class DriftStore {
    private static final String SELECT =
            """
            select r.*, (select d.version from deployment d
                where d.environment_id = r.environment_id and d.sha256 = r.found_sha256
                order by d.id desc limit 1) as found_version
            from drift r
            """;

    private final JdbcClient jdbc;

    DriftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was put on a host last. */
    record Expected(String sha256, String version) {}

    Optional<Expected> expected(long environment, String host) {
        return jdbc.sql(
                        """
                        select expected_sha256 as sha256, expected_version as version
                        from host_state
                        where environment_id = :environment and host = :host
                            and expected_sha256 is not null
                        """)
                .param("environment", environment)
                .param("host", host)
                .query(Expected.class)
                .optional();
    }

    void expect(long environment, String host, Expected expected) {
        jdbc.sql(
                        """
                        update host_state
                        set expected_sha256 = :sha256, expected_version = :version
                        where environment_id = :environment and host = :host
                        """)
                .param("environment", environment)
                .param("host", host)
                .param("sha256", expected.sha256())
                .param("version", expected.version())
                .update();
    }

    Drift begin(long environment, Expected expected, HostSpan found) {
        var id =
                jdbc.sql(
                                """
                                insert into drift (environment_id, host, expected_sha256,
                                    expected_version, found_sha256, found_told, last_right,
                                    first_wrong)
                                values (:environment, :host, :expected, :version, :found, :told,
                                    (select max(last_seen) from host_span
                                        where environment_id = :environment and host = :host
                                            and sha256 = :expected
                                            and (told is null or told = :version)),
                                    (select min(first_seen) from host_span
                                        where environment_id = :environment and host = :host
                                            and first_seen > coalesce((select max(last_seen)
                                                from host_span
                                                where environment_id = :environment
                                                    and host = :host and sha256 = :expected
                                                    and (told is null or told = :version)),
                                                '-infinity')))
                                returning id
                                """)
                        .param("environment", environment)
                        .param("host", found.host())
                        .param("expected", expected.sha256())
                        .param("version", expected.version())
                        .param("found", found.answer().sha256())
                        .param("told", found.answer().told())
                        .query(Long.class)
                        .single();
        return get(id);
    }

    Drift end(long id, String ending) {
        jdbc.sql("update drift set ended = clock_timestamp(), ending = :ending where id = :id")
                .param("id", id)
                .param("ending", ending)
                .update();
        return get(id);
    }

    Drift get(long id) {
        return jdbc.sql(SELECT + "where r.id = :id")
                .param("id", id)
                .query(DriftStore::drift)
                .single();
    }

    Optional<Drift> open(long environment, String host) {
        return jdbc.sql(
                        SELECT
                                + """
                                where r.environment_id = :environment and r.host = :host
                                    and r.ended is null
                                """)
                .param("environment", environment)
                .param("host", host)
                .query(DriftStore::drift)
                .optional();
    }

    /** All that last, the longest first. */
    List<Drift> open() {
        return jdbc.sql(SELECT + "where r.ended is null order by r.id limit 1000")
                .query(DriftStore::drift)
                .list();
    }

    /** Of these environments, in the order in which they were found. */
    List<Drift> open(Set<Long> environments) {
        return environments.isEmpty()
                ? List.of()
                : jdbc.sql(
                                SELECT
                                        + """
                                        where r.environment_id = any (:environments)
                                            and r.ended is null
                                        order by r.id
                                        """)
                        .param("environments", environments.toArray(Long[]::new))
                        .query(DriftStore::drift)
                        .list();
    }

    /** The latest of one environment, newest first, those that ended among them. */
    List<Drift> of(long environment, int limit) {
        return jdbc.sql(SELECT + "where r.environment_id = :id order by r.id desc limit :limit")
                .param("id", environment)
                .param("limit", limit)
                .query(DriftStore::drift)
                .list();
    }

    /** Open ones of hosts that their environment no longer has. */
    List<Drift> ofRemovedHosts() {
        return jdbc.sql(
                        SELECT
                                + """
                                join environment e on e.id = r.environment_id
                                join environment_version v on v.environment_id = e.id
                                    and v.version = e.version
                                where r.ended is null and not exists (select 1
                                    from jsonb_array_elements(v.definition -> 'hosts') h
                                    where h ->> 'name' = r.host)
                                """)
                .query(DriftStore::drift)
                .list();
    }

    private static Drift drift(ResultSet rs, int row) throws SQLException {
        return new Drift(
                rs.getLong("id"),
                rs.getLong("environment_id"),
                rs.getString("host"),
                rs.getString("expected_version"),
                new HostAnswer(
                        rs.getString("found_sha256"),
                        rs.getString("found_version"),
                        rs.getString("found_told")),
                DeploymentStore.instant(rs, "last_right"),
                rs.getTimestamp("first_wrong").toInstant(),
                DeploymentStore.instant(rs, "ended"),
                rs.getString("ending"));
    }
}
