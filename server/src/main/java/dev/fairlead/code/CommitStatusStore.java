package dev.fairlead.code;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of commit statuses. */
@Component
class CommitStatusStore {
    private final JdbcClient jdbc;

    CommitStatusStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(long repository, String sha, CommitStatus status) {
        var sql =
                jdbc.sql(
                        """
                        insert into commit_status (repository_id, sha, %s)
                        values (:repository, :sha, %s)
                        on conflict (repository_id, sha, key, coalesce(poster, 0)) do update set %s
                        """
                                .formatted(
                                        StatusColumns.NAMES,
                                        StatusColumns.VALUES,
                                        StatusColumns.UPDATES));
        StatusColumns.bind(sql.param("repository", repository).param("sha", sha), status).update();
    }

    Map<String, List<CommitStatus>> of(long repository, Collection<String> shas) {
        return of(List.of(repository), shas);
    }

    /** The latest first. */
    Map<String, List<CommitStatus>> of(Collection<Long> repositories, Collection<String> shas) {
        return StatusColumns.byCommit(
                jdbc.sql(
                                """
                                select sha, %s from commit_status
                                where repository_id = any (?) and sha = any (?) order by at desc, key
                                """
                                        .formatted(StatusColumns.NAMES))
                        .params(repositories.toArray(Long[]::new), shas.toArray(String[]::new)));
    }

    /** The repositories that have any of the commits. */
    List<Long> repositoriesWith(Collection<String> shas) {
        return jdbc.sql("select distinct repository_id from commit_pusher where sha = any (?)")
                .param(shas.toArray(String[]::new))
                .query(Long.class)
                .list();
    }
}
