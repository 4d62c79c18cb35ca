package dev.fairlead.code;

import dev.fairlead.code.CommitStatus.More;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.code.CommitStatus.Tests;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** How a commit status lies in its columns, which are the same wherever it waits. */
final class StatusColumns {
    static final String NAMES =
            "key, state, name, url, poster, at, description, build_number, duration_ms, ref,"
                    + " parent, tests_passed, tests_failed, tests_skipped";

    /** As parameters, in the same order. */
    static final String VALUES =
            ":key, :state, :name, :url, cast(:poster as bigint), :at, :description, :number,"
                    + " cast(:duration as bigint), :ref, :parent, cast(:passed as int),"
                    + " cast(:failed as int), cast(:skipped as int)";

    /** All but what tells whose it is, taken from the row that was refused. */
    static final String UPDATES =
            """
            state = excluded.state, name = excluded.name, url = excluded.url, at = excluded.at,
            description = excluded.description, build_number = excluded.build_number,
            duration_ms = excluded.duration_ms, ref = excluded.ref, parent = excluded.parent,
            tests_passed = excluded.tests_passed, tests_failed = excluded.tests_failed,
            tests_skipped = excluded.tests_skipped
            """;

    private StatusColumns() {}

    static StatementSpec bind(StatementSpec sql, CommitStatus status) {
        var more = status.more();
        var tests = more.tests();
        return sql.param("key", status.key())
                .param("state", status.state().name())
                .param("name", status.name())
                .param("url", status.url())
                .param("poster", status.poster())
                .param("at", OffsetDateTime.ofInstant(status.at(), ZoneOffset.UTC))
                .param("description", more.description())
                .param("number", more.buildNumber())
                .param("duration", more.duration() == null ? null : more.duration().toMillis())
                .param("ref", more.ref())
                .param("parent", more.parent())
                .param("passed", tests == null ? null : tests.successful())
                .param("failed", tests == null ? null : tests.failed())
                .param("skipped", tests == null ? null : tests.skipped());
    }

    static CommitStatus read(ResultSet row) throws SQLException {
        return new CommitStatus(
                row.getString("key"),
                State.valueOf(row.getString("state")),
                row.getString("name"),
                row.getString("url"),
                row.getObject("poster", Long.class),
                row.getTimestamp("at").toInstant(),
                new More(
                        row.getString("description"),
                        row.getString("build_number"),
                        duration(row.getObject("duration_ms", Long.class)),
                        row.getString("ref"),
                        row.getString("parent"),
                        tests(row)));
    }

    /** Statuses by their commit, in the order of the rows; each has a column {@code sha}. */
    static Map<String, List<CommitStatus>> byCommit(StatementSpec sql) {
        var statuses = new HashMap<String, List<CommitStatus>>();
        sql.query(row -> {
            statuses.computeIfAbsent(row.getString("sha"), _ -> new ArrayList<>()).add(read(row));
        });
        return statuses;
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static @Nullable Tests tests(ResultSet row) throws SQLException {
        var passed = row.getObject("tests_passed", Integer.class);
        return passed == null
                ? null
                : new Tests(passed, row.getInt("tests_failed"), row.getInt("tests_skipped"));
    }
}
