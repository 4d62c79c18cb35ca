package dev.fairlead.code;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of statuses whose commits have not arrived yet. */
@Component
class AwaitedStatusStore {
    /** A status, and a repository that has its commit now. */
    record Arrived(long repository, String sha, CommitStatus status) {}

    private final JdbcClient jdbc;

    AwaitedStatusStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(String sha, CommitStatus status) {
        var sql =
                jdbc.sql(
                        """
                        insert into awaited_status (sha, %s) values (:sha, %s)
                        on conflict (sha, key, poster) do update set %s
                        """
                                .formatted(
                                        StatusColumns.NAMES,
                                        StatusColumns.VALUES,
                                        StatusColumns.UPDATES));
        StatusColumns.bind(sql.param("sha", sha), status).update();
    }

    /** Those of one poster that wait, and are not this one. */
    int othersOf(long poster, String sha, String key) {
        return jdbc.sql(
                        """
                        select count(*) from awaited_status
                        where poster = ? and not (sha = ? and key = ?)
                        """)
                .params(poster, sha, key)
                .query(Integer.class)
                .single();
    }

    /** One poster's own, the latest first. */
    Map<String, List<CommitStatus>> of(long poster, Collection<String> shas) {
        return StatusColumns.byCommit(
                jdbc.sql(
                                """
                                select sha, %s from awaited_status
                                where poster = ? and sha = any (?) order by at desc, key
                                """
                                        .formatted(StatusColumns.NAMES))
                        .params(poster, shas.toArray(String[]::new)));
    }

    /**
     * Those whose commits have arrived somewhere, with where; nobody else settles them meanwhile.
     */
    List<Arrived> arrived() {
        return jdbc.sql(
                        """
                        select c.repository_id, a.* from awaited_status a
                        join commit_pusher c on c.sha = a.sha
                        order by a.sha, a.key, a.poster for update of a skip locked
                        """)
                .query((row, _) ->
                        new Arrived(
                                row.getLong("repository_id"),
                                row.getString("sha"),
                                StatusColumns.read(row)))
                .list();
    }

    void remove(Arrived arrived) {
        jdbc.sql("delete from awaited_status where sha = ? and key = ? and poster = ?")
                .param(arrived.sha())
                .param(arrived.status().key())
                .param(arrived.status().poster())
                .update();
    }

    void dropOlderThan(Duration age) {
        jdbc.sql("delete from awaited_status where at < now() - ? * interval '1 second'")
                .param(age.toSeconds())
                .update();
    }
}
