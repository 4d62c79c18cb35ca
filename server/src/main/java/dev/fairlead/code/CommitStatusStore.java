package dev.fairlead.code;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
        jdbc.sql(
                        """
                        insert into commit_status (repository_id, sha, key, state, name, url,
                                                   poster, at)
                        values (?, ?, ?, ?, ?, ?, ?::bigint, ?)
                        on conflict (repository_id, sha, key) do update
                        set state = excluded.state, name = excluded.name, url = excluded.url,
                            poster = excluded.poster, at = excluded.at
                        """)
                .param(repository)
                .param(sha)
                .param(status.key())
                .param(status.state().name())
                .param(status.name())
                .param(status.url())
                .param(status.poster())
                .param(OffsetDateTime.ofInstant(status.at(), ZoneOffset.UTC))
                .update();
    }

    Map<String, List<CommitStatus>> of(long repository, Collection<String> shas) {
        var statuses = new HashMap<String, List<CommitStatus>>();
        jdbc.sql(
                        """
                        select sha, key, state, name, url, poster, at from commit_status
                        where repository_id = ? and sha = any (?) order by at desc, key
                        """)
                .params(repository, shas.toArray(String[]::new))
                .query(row -> {
                    statuses.computeIfAbsent(row.getString("sha"), _ -> new ArrayList<>())
                            .add(
                                    new CommitStatus(
                                            row.getString("key"),
                                            CommitStatus.State.valueOf(row.getString("state")),
                                            row.getString("name"),
                                            row.getString("url"),
                                            row.getObject("poster", Long.class),
                                            row.getTimestamp("at").toInstant()));
                });
        return statuses;
    }
}
