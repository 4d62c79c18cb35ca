package dev.fairlead.deploy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what is brought to hosts before it is promoted: one for each host. */
@Component
class PrefetchStore {
    private final JdbcClient jdbc;

    PrefetchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Prefetched> of(long environment) {
        return jdbc.sql("select * from prefetch where environment_id = :environment order by host")
                .param("environment", environment)
                .query(PrefetchStore::row)
                .list();
    }

    /** The environments for whose hosts something was asked that has not ended. */
    Set<Long> asked() {
        return Set.copyOf(
                jdbc.sql("select distinct environment_id from prefetch where state = 'ASKED'")
                        .query(Long.class)
                        .list());
    }

    /** The hosts on which bytes were when they were looked at last. */
    Set<String> there(Environment environment, String sha256) {
        return of(environment.id()).stream()
                .filter(one -> one.state() == Prefetched.State.THERE)
                .filter(one -> one.isOf(environment, sha256))
                .map(Prefetched::host)
                .collect(Collectors.toSet());
    }

    /** In the place of what was asked for the host before. */
    void ask(Environment environment, String host, Target target, long job) {
        jdbc.sql(
                        """
                        insert into prefetch
                            (environment_id, host, environment_version, version, sha256, job)
                        values (:environment, :host, :definition, :version, :sha256, :job)
                        on conflict (environment_id, host) do update set
                            environment_version = excluded.environment_version,
                            version = excluded.version, sha256 = excluded.sha256,
                            job = excluded.job, state = 'ASKED', note = '',
                            asked = excluded.asked, ended = null
                        """)
                .param("environment", environment.id())
                .param("host", host)
                .param("definition", environment.version())
                .param("version", target.version())
                .param("sha256", target.sha256())
                .param("job", job)
                .update();
    }

    /** Of any other job nothing is written. */
    void end(long job, Prefetched.State state, String note) {
        jdbc.sql(
                        """
                        update prefetch set state = :state, note = :note, ended = clock_timestamp()
                        where job = :job
                        """)
                .param("state", state.name())
                .param("note", note)
                .param("job", job)
                .update();
    }

    private static Prefetched row(ResultSet rs, int number) throws SQLException {
        var ended = rs.getTimestamp("ended");
        return new Prefetched(
                rs.getString("host"),
                rs.getInt("environment_version"),
                rs.getString("version"),
                rs.getString("sha256"),
                rs.getLong("job"),
                Prefetched.State.valueOf(rs.getString("state")),
                rs.getString("note"),
                rs.getTimestamp("asked").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
