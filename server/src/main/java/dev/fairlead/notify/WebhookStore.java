package dev.fairlead.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of webhooks, and whose turn it is. */
@Component
class WebhookStore {
    private static final String COLUMNS =
            """
            id, repository_id, name, url, events, secret is not null as signed, active,
            failing_since, paused_until
            """;

    private final JdbcClient jdbc;

    WebhookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Webhook insert(long repository, WebhookDraft draft, Instant now) {
        return jdbc.sql(
                        """
                        insert into webhook (repository_id, name, url, events, active, created)
                        values (:repository, :name, :url, :events, :active, :now)
                        returning
                        """
                                + COLUMNS)
                .param("repository", repository)
                .param("name", draft.name())
                .param("url", draft.url())
                .param("events", keys(draft))
                .param("active", draft.active())
                .param("now", Timestamp.from(now))
                .query(WebhookStore::webhook)
                .single();
    }

    /** Its receiver may be another now, so it is asked at once. */
    void update(long id, WebhookDraft draft) {
        jdbc.sql(
                        """
                        update webhook
                           set name = :name, url = :url, events = :events, active = :active,
                               paused_until = null
                         where id = :id
                        """)
                .param("id", id)
                .param("name", draft.name())
                .param("url", draft.url())
                .param("events", keys(draft))
                .param("active", draft.active())
                .update();
    }

    void setSecret(long id, byte @Nullable [] secret) {
        jdbc.sql("update webhook set secret = :secret::bytea where id = :id")
                .param("id", id)
                .param("secret", secret)
                .update();
    }

    Optional<byte[]> secret(long id) {
        return jdbc.sql("select secret from webhook where id = ? and secret is not null")
                .param(id)
                .query(byte[].class)
                .optional();
    }

    void delete(long id) {
        jdbc.sql("delete from webhook where id = ?").param(id).update();
    }

    List<Webhook> of(long repository) {
        return jdbc.sql("select " + COLUMNS + " from webhook where repository_id = ? order by name")
                .param(repository)
                .query(WebhookStore::webhook)
                .list();
    }

    Optional<Webhook> find(long repository, long id) {
        return jdbc.sql("select " + COLUMNS + " from webhook where repository_id = ? and id = ?")
                .params(repository, id)
                .query(WebhookStore::webhook)
                .optional();
    }

    /** The active ones of a repository that want to hear of an event. */
    List<Long> listening(long repository, WebhookEvent event) {
        return jdbc.sql(
                        """
                        select id from webhook
                         where repository_id = ? and active and ? = any (events) order by id
                        """)
                .params(repository, event.key())
                .query(Long.class)
                .list();
    }

    /** Holds the repository's row, so that two who add at once do not pass the limit together. */
    void hold(long repository) {
        jdbc.sql("select id from git_repository where id = ? for update")
                .param(repository)
                .query(Long.class)
                .single();
    }

    /**
     * Takes a webhook that owes a delivery now and that no server sends for; one server at a time
     * keeps its deliveries in order.
     */
    Optional<Webhook> claim(Instant now, Instant until) {
        return jdbc.sql(
                        """
                        update webhook set busy_until = :until
                         where id = (
                            select w.id from webhook w
                             where (w.busy_until is null or w.busy_until <= :now)
                               and exists (
                                  select 1 from webhook_delivery d
                                   where d.webhook_id = w.id and d.due <= :now
                                     and (d.by_hand or (w.active
                                          and (w.paused_until is null or w.paused_until <= :now))))
                             order by w.busy_until nulls first, w.id
                             limit 1 for update skip locked)
                        returning
                        """
                                + COLUMNS)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .query(WebhookStore::webhook)
                .optional();
    }

    /** Goes on as its sender; false when the webhook is gone or somebody took it over. */
    boolean keep(long id, Instant now, Instant until) {
        return jdbc.sql(
                                "update webhook set busy_until = :until where id = :id and busy_until > :now")
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .param("until", Timestamp.from(until))
                        .update()
                == 1;
    }

    /** The order of {@link #claim} puts those that were served last at the end. */
    void release(long id, Instant now) {
        jdbc.sql("update webhook set busy_until = :now where id = :id and busy_until > :now")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    void succeeded(long id) {
        jdbc.sql("update webhook set failing_since = null, paused_until = null where id = ?")
                .param(id)
                .update();
    }

    void failed(long id, Instant now, @Nullable Instant pausedUntil) {
        jdbc.sql(
                        """
                        update webhook set failing_since = coalesce(failing_since, :now),
                               paused_until = coalesce(:until::timestamptz, paused_until)
                         where id = :id
                        """)
                .param("id", id)
                .param("now", Timestamp.from(now))
                .param("until", pausedUntil == null ? null : Timestamp.from(pausedUntil))
                .update();
    }

    private static String[] keys(WebhookDraft draft) {
        return draft.events().stream().map(WebhookEvent::key).toArray(String[]::new);
    }

    private static Webhook webhook(ResultSet row, int number) throws SQLException {
        var events = (String[]) row.getArray("events").getArray();
        return new Webhook(
                row.getLong("id"),
                row.getLong("repository_id"),
                row.getString("name"),
                row.getString("url"),
                Arrays.stream(events).map(WebhookEvent::of).toList(),
                row.getBoolean("signed"),
                row.getBoolean("active"),
                instant(row, "failing_since"),
                instant(row, "paused_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
