package dev.fairlead.code;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows that tell which branches carry an issue. */
@Component
class IssueLinkStore {
    record Row(long repositoryId, String branch, String tip, int commits) {}

    private final JdbcClient jdbc;

    IssueLinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(String issue, long repository, String branch, String tip, int commits) {
        jdbc.sql(
                        """
                        insert into issue_branch (issue, repository_id, branch, tip, commits)
                        values (?, ?, ?, ?, ?)
                        on conflict (issue, repository_id, branch) do update
                        set tip = excluded.tip, commits = excluded.commits
                        """)
                .params(issue, repository, branch, tip, commits)
                .update();
    }

    List<Row> of(String issue) {
        return jdbc.sql(
                        """
                        select repository_id, branch, tip, commits from issue_branch
                        where issue = ? order by created, branch
                        """)
                .param(issue)
                .query(Row.class)
                .list();
    }

    List<String> issuesOf(long repository, String branch) {
        return jdbc.sql(
                        """
                        select issue from issue_branch where repository_id = ? and branch = ?
                        order by issue
                        """)
                .params(repository, branch)
                .query(String.class)
                .list();
    }
}
