package dev.fairlead.code;

import dev.fairlead.identity.User;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The latest move of each default branch that no pull request made. */
@Component
class DirectPushes {
    private final JdbcClient jdbc;
    private final Clock clock;

    DirectPushes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By whom, and when. */
    record Direct(String by, Instant at) {}

    /** In the transaction that moves the default branch. */
    void record(Repository repository, User by) {
        jdbc.sql(
                        """
                        insert into direct_push (repository_id, pushed_by, at)
                        values (:repository, :by, :at)
                        on conflict (repository_id)
                            do update set pushed_by = excluded.pushed_by, at = excluded.at
                        """)
                .param("repository", repository.id())
                .param("by", by.id())
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    Optional<Direct> latest(Repository repository) {
        return jdbc.sql(
                        """
                        select u.name, d.at from direct_push d join users u on u.id = d.pushed_by
                         where d.repository_id = ?
                        """)
                .param(repository.id())
                .query((row, _) ->
                        new Direct(row.getString("name"), row.getTimestamp("at").toInstant()))
                .optional();
    }
}
