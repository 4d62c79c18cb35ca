package dev.fairlead.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A job with what only the fleet needs of its row. */
record JobRow(
        Job job,
        String spec,
        @Nullable Long agent,
        @Nullable String cancelReason,
        @Nullable String outcomeSha256,
        Provision provision) {
    static JobRow of(ResultSet row, int number) throws SQLException {
        return new JobRow(
                jobOf(row, number),
                row.getString("spec"),
                row.getObject("agent", Long.class),
                row.getString("cancel_reason"),
                row.getString("outcome_sha256"),
                new Provision(
                        row.getObject("source_repository", Long.class),
                        row.getString("source_commit"),
                        row.getString("blob")));
    }

    static Job jobOf(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getLong("id"),
                row.getString("pool"),
                row.getString("wanted_agent"),
                List.of((String[]) row.getArray("labels").getArray()),
                JobState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("fence"),
                row.getString("agent_name"),
                instant(row, "lease_until"),
                row.getObject("queued", OffsetDateTime.class).toInstant(),
                instant(row, "started"),
                instant(row, "finished"),
                row.getString("purpose"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
