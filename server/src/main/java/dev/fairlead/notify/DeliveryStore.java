package dev.fairlead.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of deliveries. */
@Component
class DeliveryStore {
    private static final int LONGEST_ANSWER = 8 << 10;

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long owe(long channel, UUID request, String event, String body, boolean byHand, Instant now) {
        return jdbc.sql(
                        """
                        insert into delivery
                            (channel_id, request_id, event, body, by_hand, made, due)
                        values (:channel, :request, :event, :body, :byHand, :now, :now)
                        returning id
                        """)
                .param("channel", channel)
                .param("request", request)
                .param("event", event)
                .param("body", body)
                .param("byHand", byHand)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    boolean owesAny(long channel) {
        return jdbc.sql(
                        "select exists (select 1 from delivery where channel_id = ? and due is not null)")
                .param(channel)
                .query(Boolean.class)
                .single();
    }

    /** The one to send now: what somebody waits for first, then in the order of events. */
    Optional<Delivery> next(long channel, Instant now) {
        return jdbc.sql(
                        """
                        select d.* from delivery d join channel c on c.id = d.channel_id
                         where d.channel_id = :channel and d.due <= :now
                           and (d.by_hand or (c.active
                                and (c.paused_until is null or c.paused_until <= :now)))
                         order by d.by_hand desc, d.id limit 1
                        """)
                .param("channel", channel)
                .param("now", Timestamp.from(now))
                .query(DeliveryStore::delivery)
                .optional();
    }

    /** Writes an attempt down; {@code due} is null when it was the last. */
    void attempted(
            Delivery delivery,
            String sentTo,
            Outcome outcome,
            Delivery.State state,
            @Nullable Instant due,
            Instant now) {
        jdbc.sql(
                        """
                        update delivery
                           set state = :state, due = :due::timestamptz, attempts = attempts + 1,
                               attempted = :now, sent_to = :sentTo, status = :status::int,
                               took = :took, answer = :answer::text, failure = :failure::text
                         where id = :id
                        """)
                .param("id", delivery.id())
                .param("state", state.name())
                .param("due", due == null ? null : Timestamp.from(due))
                .param("now", Timestamp.from(now))
                .param("sentTo", sentTo)
                .param("status", outcome.status())
                .param("took", outcome.took().toMillis())
                .param("answer", storable(outcome.answer()))
                .param("failure", storable(outcome.failure()))
                .update();
    }

    /** Newest first, before the given id (exclusive). */
    List<Delivery> of(long channel, long before, int limit) {
        return jdbc.sql(
                        """
                        select * from delivery where channel_id = ? and id < ?
                         order by id desc limit ?
                        """)
                .params(channel, before, limit)
                .query(DeliveryStore::delivery)
                .list();
    }

    Optional<Delivery> find(long channel, long id) {
        return jdbc.sql("select * from delivery where channel_id = ? and id = ?")
                .params(channel, id)
                .query(DeliveryStore::delivery)
                .optional();
    }

    /** Ends what is owed for too long, such as to a channel that was switched off. */
    int giveUp(Instant madeBefore, String why) {
        return jdbc.sql(
                        """
                        update delivery
                           set state = 'FAILED', due = null, failure = coalesce(failure, :why)
                         where due is not null and made < :before
                        """)
                .param("before", Timestamp.from(madeBefore))
                .param("why", why)
                .update();
    }

    /** Ends the oldest of what a channel is owed beyond the limit. */
    int giveUpBeyond(int most, String why) {
        return jdbc.sql(
                        """
                        update delivery
                           set state = 'FAILED', due = null, failure = :why
                         where id in (
                            select id from (
                               select id, row_number() over (partition by channel_id
                                                             order by id desc) as place
                                 from delivery where due is not null) owed
                             where place > :most)
                        """)
                .param("most", most)
                .param("why", why)
                .update();
    }

    /** Drops what has ended and is old, or is beyond the newest of its channel. */
    int drop(Instant madeBefore, int most) {
        return jdbc.sql(
                        """
                        delete from delivery
                         where due is null and (made < :before or id in (
                            select id from (
                               select id, row_number() over (partition by channel_id
                                                             order by id desc) as place
                                 from delivery where due is null) ended
                             where place > :most))
                        """)
                .param("before", Timestamp.from(madeBefore))
                .param("most", most)
                .update();
    }

    /** PostgreSQL keeps no NUL in a text. */
    private static @Nullable String storable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var cut = text.length() > LONGEST_ANSWER ? text.substring(0, LONGEST_ANSWER) : text;
        return cut.replace('\0', '\uFFFD');
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        var took = row.getObject("took", Long.class);
        return new Delivery(
                row.getLong("id"),
                row.getLong("channel_id"),
                row.getObject("request_id", UUID.class),
                row.getString("event"),
                row.getString("body"),
                Delivery.State.valueOf(row.getString("state")),
                row.getBoolean("by_hand"),
                row.getTimestamp("made").toInstant(),
                instant(row, "due"),
                row.getInt("attempts"),
                instant(row, "attempted"),
                row.getString("sent_to"),
                row.getObject("status", Integer.class),
                took == null ? null : Duration.ofMillis(took),
                row.getString("answer"),
                row.getString("failure"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
