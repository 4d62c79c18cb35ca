package dev.fairlead.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened to a pull request, read from where each thing is kept. */
@Component
public class Activities {
    private final JdbcClient jdbc;

    Activities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. An id tells in its last digit where it comes from, so that it is unique. */
    public List<Activity> of(PullRequest pullRequest, int offset, int limit) {
        return jdbc.sql(
                        """
                        select * from (
                            select id * 10 as activity, 'COMMENTED' as kind, author as who, at,
                                   id, text, version, edited
                              from pull_request_comment where pull_request = :id
                            union all
                            select id * 10 + 1, 'APPROVED', user_id, at, null, null, null, null
                              from approval where pull_request = :id and voided is null
                            union all
                            select id * 10 + 2, 'OPENED', author, created, null, null, null, null
                              from pull_request where id = :id
                            union all
                            select id * 10 + 3, 'MERGED', merged_by, updated,
                                   null, null, null, null
                              from pull_request where id = :id and state = 'MERGED'
                            union all
                            select id * 10 + 4, decision, decided_by, at, null, null, null, null
                              from pull_request_decision where pull_request = :id) happened
                         order by at desc, activity desc offset :offset limit :limit
                        """)
                .param("id", pullRequest.id())
                .param("offset", offset)
                .param("limit", limit)
                .query((row, _) -> activity(row))
                .list();
    }

    private static Activity activity(ResultSet row) throws SQLException {
        var kind = Activity.Kind.valueOf(row.getString("kind"));
        var user = row.getLong("who");
        var at = row.getObject("at", OffsetDateTime.class).toInstant();
        var comment =
                kind == Activity.Kind.COMMENTED
                        ? new Comment(
                                row.getLong("id"),
                                user,
                                row.getString("text"),
                                at,
                                row.getInt("version"),
                                instant(row, "edited"))
                        : null;
        return new Activity(row.getLong("activity"), kind, user, at, comment);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
