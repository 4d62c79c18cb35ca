package dev.fairlead.build;

import dev.fairlead.plan.Schedule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of schedules, and what they began. */
@Component
class ScheduleStore {
    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ScheduleStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A row as the loop and the pages need it. */
    record Row(
            long id,
            long repositoryId,
            Schedule schedule,
            boolean enabled,
            Instant due,
            String note) {}

    void unread(long repository) {
        jdbc.sql(
                        """
                        insert into build_schedules_unread (repository_id) values (:repository)
                        on conflict do nothing
                        """)
                .param("repository", repository)
                .update();
    }

    /** Takes a repository whose schedules are to be read. */
    Optional<Long> takeUnread() {
        return jdbc.sql(
                        """
                        delete from build_schedules_unread where repository_id = (
                            select repository_id from build_schedules_unread
                            limit 1 for update skip locked)
                        returning repository_id
                        """)
                .query(Long.class)
                .optional();
    }

    /** One whose times are the same keeps its next one, and that it is off. */
    void save(long repository, Schedule schedule, Instant due) {
        jdbc.sql(
                        """
                        insert into build_schedule as old
                            (repository_id, name, cron, zone, parameters, due, wake)
                        values (:repository, :name, :cron, :zone, :parameters::jsonb, :due, :due)
                        on conflict (repository_id, name) do update set
                            cron = excluded.cron, zone = excluded.zone,
                            parameters = excluded.parameters,
                            due = case when (old.cron, old.zone) = (excluded.cron, excluded.zone)
                                then old.due else excluded.due end,
                            wake = case when (old.cron, old.zone) = (excluded.cron, excluded.zone)
                                then old.wake else excluded.wake end
                        """)
                .param("repository", repository)
                .param("name", schedule.name())
                .param("cron", schedule.cron())
                .param("zone", schedule.zone().getId())
                .param("parameters", json.writeValueAsString(schedule.parameters()))
                .param("due", due.atOffset(ZoneOffset.UTC))
                .update();
    }

    void keepOnly(long repository, Collection<String> names) {
        jdbc.sql(
                        """
                        delete from build_schedule
                        where repository_id = :repository and name <> all (:names)
                        """)
                .param("repository", repository)
                .param("names", names.toArray(String[]::new))
                .update();
    }

    List<Row> of(long repository) {
        return jdbc.sql("select * from build_schedule where repository_id = :id order by name")
                .param("id", repository)
                .query(this::row)
                .list();
    }

    /** One whose time has come; nobody else gets it until the transaction ends. */
    Optional<Row> takeDue() {
        return jdbc.sql(
                        """
                        select * from build_schedule where enabled and wake <= now()
                        order by wake limit 1 for update skip locked
                        """)
                .query(this::row)
                .optional();
    }

    void began(Row row, long build) {
        jdbc.sql(
                        """
                        insert into build_schedule_run (schedule, due, build)
                        values (:schedule, :due, :build)
                        """)
                .param("schedule", row.id())
                .param("due", row.due().atOffset(ZoneOffset.UTC))
                .param("build", build)
                .update();
    }

    void next(Row row, Instant due, String note) {
        jdbc.sql(
                        """
                        update build_schedule set due = :due, wake = :due, note = :note
                        where id = :id
                        """)
                .param("due", due.atOffset(ZoneOffset.UTC))
                .param("note", note)
                .param("id", row.id())
                .update();
    }

    void postpone(long id, String note) {
        jdbc.sql(
                        """
                        update build_schedule set wake = now() + interval '1 minute', note = :note
                        where id = :id
                        """)
                .param("note", note)
                .param("id", id)
                .update();
    }

    void enable(long id, boolean enabled, Instant due) {
        jdbc.sql(
                        """
                        update build_schedule set enabled = :enabled, due = :due, wake = :due,
                            note = ''
                        where id = :id
                        """)
                .param("enabled", enabled)
                .param("due", due.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** The latest builds that it began, newest first. */
    List<Long> builds(long id, int limit) {
        return jdbc.sql(
                        """
                        select build from build_schedule_run where schedule = :id
                        order by due desc limit :limit
                        """)
                .param("id", id)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getLong("repository_id"),
                new Schedule(
                        row.getString("name"),
                        row.getString("cron"),
                        ZoneId.of(row.getString("zone")),
                        json.readValue(row.getString("parameters"), PARAMETERS)),
                row.getBoolean("enabled"),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                row.getString("note"));
    }
}
