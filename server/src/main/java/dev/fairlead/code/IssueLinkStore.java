package dev.fairlead.code;

import java.util.List;
import java.util.Optional;
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

    /** The issues that the branch's name or its commits name. */
    List<String> issuesOf(long repository, String branch) {
        return jdbc.sql(
                        """
                        select issue from issue_branch
                        where repository_id = ? and branch = ? and tie = 'NAMED'
                        order by issue
                        """)
                .params(repository, branch)
                .query(String.class)
                .list();
    }

    /** The issue that was filed for the branch as it is now. */
    Optional<String> filedFor(long repository, String branch) {
        return jdbc.sql(
                        """
                        select issue from issue_branch
                        where repository_id = ? and branch = ? and tie = 'FILED'
                        """)
                .params(repository, branch)
                .query(String.class)
                .optional();
    }

    boolean wasFiled(String issue, long repository, String branch) {
        return jdbc.sql(
                        """
                        select exists (select from issue_branch where issue = ?
                            and repository_id = ? and branch = ? and tie <> 'NAMED')
                        """)
                .params(issue, repository, branch)
                .query(Boolean.class)
                .single();
    }

    /** Makes the issue the one that is filed for the branch. */
    void file(String issue, long repository, String branch, String tip) {
        leave(repository, branch);
        jdbc.sql(
                        """
                        insert into issue_branch (issue, repository_id, branch, tip, commits, tie)
                        values (?, ?, ?, ?, 0, 'FILED')
                        on conflict (issue, repository_id, branch) do update
                        set tip = excluded.tip, tie = excluded.tie
                        """)
                .params(issue, repository, branch, tip)
                .update();
    }

    /** The branch goes, or gets another issue: it has none that is filed for it. */
    void leave(long repository, String branch) {
        jdbc.sql(
                        """
                        update issue_branch set tie = 'FORMER'
                        where repository_id = ? and branch = ? and tie = 'FILED'
                        """)
                .params(repository, branch)
                .update();
    }
}
