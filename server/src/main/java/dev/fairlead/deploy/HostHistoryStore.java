package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome.HostObserved;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what hosts answered. Callers hold the host's row of {@code host_state}. */
@Component
class HostHistoryStore {
    private static final String SPANS =
            """
            select s.*, (select d.version from deployment d
                    where d.environment_id = s.environment_id and d.sha256 = s.sha256
                    order by d.id desc limit 1) as version,
                b.id as before_id, b.sha256 as before_sha256, b.told as before_told,
                b.last_seen as before_seen, (select d.version from deployment d
                    where d.environment_id = s.environment_id and d.sha256 = b.sha256
                    order by d.id desc limit 1) as before_version
            from host_span s
            left join lateral (select * from host_span e
                where e.environment_id = s.environment_id and e.host = s.host
                    and e.first_seen < s.first_seen
                order by e.first_seen desc limit 1) b on true
            """;

    private final JdbcClient jdbc;

    HostHistoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * True when the host answers what it answered last, and was not silent since for long. A
     * process that tells no version at the moment, as while it starts, says nothing else by that.
     */
    boolean same(long environment, String host, HostObserved told, Duration silence) {
        return jdbc.sql(
                                """
                                update host_span set last_seen = greatest(last_seen, now()),
                                    told = coalesce(:told, told)
                                where id = (select s.id from host_span s
                                        where s.environment_id = :environment and s.host = :host
                                        order by s.first_seen desc limit 1)
                                    and sha256 is not distinct from :sha256
                                    and (told is null or :told::text is null or told = :told)
                                    and last_seen >= now() - make_interval(secs => :silence)
                                """)
                        .param("environment", environment)
                        .param("host", host)
                        .param("sha256", told.sha256())
                        .param("told", told.version())
                        .param("silence", silence.toMillis() / 1000.0)
                        .update()
                == 1;
    }

    /** The first look that answers this. */
    void begins(long environment, String host, HostObserved told, @Nullable Long deployment) {
        jdbc.sql(
                        """
                        insert into host_span (environment_id, host, sha256, told, first_seen,
                            last_seen, deployment_id)
                        values (:environment, :host, :sha256, :told, clock_timestamp(),
                            clock_timestamp(), :deployment)
                        """)
                .param("environment", environment)
                .param("host", host)
                .param("sha256", told.sha256())
                .param("told", told.version())
                .param("deployment", deployment)
                .update();
    }

    /**
     * The deployment that was at work on the host since the last look there: its bytes are those
     * that were found, or one of its steps may have changed what runs.
     */
    Optional<Long> atWork(long environment, String host, @Nullable String sha256) {
        return jdbc.sql(
                        """
                        select d.id from deployment d
                        cross join (select coalesce((select max(last_seen) from host_span
                                where environment_id = :environment and host = :host),
                            '-infinity') as at) last
                        where d.environment_id = :environment and d.started is not null
                            and coalesce(d.finished, 'infinity') >= last.at
                            and (d.sha256 = :sha256 or exists (select 1 from deployment_step s
                                where s.deployment_id = d.id and s.host in (:host, '')
                                    and s.issued is not null
                                    and coalesce(s.finished, 'infinity') >= last.at
                                    and s.name not in ('PREFLIGHT', 'FETCH', 'DRAIN', 'VERIFY',
                                        'OBSERVE', 'BACK', 'CONFIRM', 'SETTLE')))
                        order by d.id desc limit 1
                        """)
                .param("environment", environment)
                .param("host", host)
                .param("sha256", sha256)
                .query(Long.class)
                .optional();
    }

    Optional<HostSpan> latest(long environment, String host) {
        return jdbc.sql(
                        SPANS
                                + """
                                where s.environment_id = :environment and s.host = :host
                                order by s.first_seen desc limit 1
                                """)
                .param("environment", environment)
                .param("host", host)
                .query(HostHistoryStore::span)
                .optional();
    }

    /** Newest first, those that began before the instant. */
    List<HostSpan> before(long environment, Instant before, int limit) {
        return jdbc.sql(
                        SPANS
                                + """
                                where s.environment_id = :environment and s.first_seen < :before
                                order by s.first_seen desc, s.id desc limit :limit
                                """)
                .param("environment", environment)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(HostHistoryStore::span)
                .list();
    }

    /** By host: the span that had begun by then, and the one after it. */
    List<HostSpan> around(long environment, Instant at) {
        return jdbc.sql(
                        SPANS
                                + """
                                where s.id in (select (select e.id from host_span e
                                        where e.environment_id = :environment and e.host = h.host
                                            and e.first_seen <= :at
                                        order by e.first_seen desc limit 1)
                                    from host_state h where h.environment_id = :environment
                                    union all select (select e.id from host_span e
                                        where e.environment_id = :environment and e.host = h.host
                                            and e.first_seen > :at
                                        order by e.first_seen limit 1)
                                    from host_state h where h.environment_id = :environment)
                                order by s.host, s.first_seen
                                """)
                .param("environment", environment)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(HostHistoryStore::span)
                .list();
    }

    private static HostSpan span(ResultSet rs, int row) throws SQLException {
        var before =
                rs.getObject("before_id") == null
                        ? null
                        : new HostAnswer(
                                rs.getString("before_sha256"),
                                rs.getString("before_version"),
                                rs.getString("before_told"));
        return new HostSpan(
                rs.getString("host"),
                before,
                DeploymentStore.instant(rs, "before_seen"),
                new HostAnswer(
                        rs.getString("sha256"), rs.getString("version"), rs.getString("told")),
                rs.getTimestamp("first_seen").toInstant(),
                rs.getTimestamp("last_seen").toInstant(),
                rs.getObject("deployment_id", Long.class));
    }
}
