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

/** The rows of the channels that are webhooks of repositories. */
@Component
class WebhookStore {
    private static final String COLUMNS =
            """
            id, repository_id, name, address, events, secret is not null as signed, active,
            failing_since, paused_until
            """;

    private final JdbcClient jdbc;

    WebhookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Webhook insert(long repository, WebhookDraft draft, Instant now) {
        return jdbc.sql(
                        """
                        insert into channel
                            (repository_id, kind, name, address, events, active, created)
                        values (:repository, 'WEBHOOK', :name, :url, :events, :active, :now)
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
                        update channel
                           set name = :name, address = :url, events = :events, active = :active,
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

    List<Webhook> of(long repository) {
        return jdbc.sql("select " + COLUMNS + " from channel where repository_id = ? order by name")
                .param(repository)
                .query(WebhookStore::webhook)
                .list();
    }

    Optional<Webhook> find(long repository, long id) {
        return jdbc.sql("select " + COLUMNS + " from channel where repository_id = ? and id = ?")
                .params(repository, id)
                .query(WebhookStore::webhook)
                .optional();
    }

    /** The active ones of a repository that want to hear of an event. */
    List<Long> listening(long repository, WebhookEvent event) {
        return jdbc.sql(
                        """
                        select id from channel
                         where repository_id = ? and active and ? = any (events) order by id
                        """)
                .params(repository, event.key())
                .query(Long.class)
                .list();
    }

    /** Holds the repository's row, so that two who add at once do not pass the limit together. */
    void hold(long repository) {
        jdbc.sql("select id from git_repository where id = ? for no key update")
                .param(repository)
                .query(Long.class)
                .single();
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
                row.getString("address"),
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
