package dev.fairlead.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Whose turn it is: each channel is a queue of its own, served by one server at a time. */
@Component
class Outbox {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Outbox(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Takes a channel that owes a delivery now and that no server sends for; one server at a time
     * keeps its deliveries in order.
     *
     * @param failing whether one whose last delivery failed may be taken, too
     */
    Optional<Addressee> claim(Instant now, Instant until, boolean failing) {
        return jdbc.sql(
                        """
                        update channel set busy_until = :until
                         where id = (
                            select c.id from channel c
                             where (c.busy_until is null or c.busy_until <= :now)
                               and (:failing or c.failing_since is null)
                               and exists (
                                  select 1 from delivery d
                                   where d.channel_id = c.id and d.due <= :now
                                     and (d.by_hand or (c.active
                                          and (c.paused_until is null or c.paused_until <= :now))))
                             order by c.busy_until nulls first, c.id
                             limit 1 for update skip locked)
                        returning id, kind, address, settings
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("failing", failing)
                .query(this::addressee)
                .optional();
    }

    /** Goes on as its sender; false when the channel is gone or somebody took it over. */
    boolean keep(long id, Instant now, Instant until) {
        return jdbc.sql(
                                "update channel set busy_until = :until where id = :id and busy_until > :now")
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .param("until", Timestamp.from(until))
                        .update()
                == 1;
    }

    /** The order of {@link #claim} puts those that were served last at the end. */
    void release(long id, Instant now) {
        jdbc.sql("update channel set busy_until = :now where id = :id and busy_until > :now")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    void succeeded(long id) {
        jdbc.sql("update channel set failing_since = null, paused_until = null where id = ?")
                .param(id)
                .update();
    }

    void failed(long id, Instant now, @Nullable Instant pausedUntil) {
        jdbc.sql(
                        """
                        update channel set failing_since = coalesce(failing_since, :now),
                               paused_until = coalesce(:until::timestamptz, paused_until)
                         where id = :id
                        """)
                .param("id", id)
                .param("now", Timestamp.from(now))
                .param("until", pausedUntil == null ? null : Timestamp.from(pausedUntil))
                .update();
    }

    /** With all that it is still owed. */
    void delete(long id) {
        jdbc.sql("delete from channel where id = ?").param(id).update();
    }

    private Addressee addressee(ResultSet row, int number) throws SQLException {
        return new Addressee(
                row.getLong("id"),
                ChannelKind.valueOf(row.getString("kind")),
                row.getString("address"),
                json.readValue(
                        row.getString("settings"), new TypeReference<Map<String, String>>() {}));
    }
}
