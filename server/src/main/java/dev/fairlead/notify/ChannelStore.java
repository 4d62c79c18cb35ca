package dev.fairlead.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of projects' channels. */
@Component
class ChannelStore {
    private static final String COLUMNS =
            """
            id, project_id, kind, name, address, settings, events, environments,
            secret is not null as has_secret, active, failing_since, paused_until
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ChannelStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    long insert(long project, ChannelDraft draft, Instant now) {
        return jdbc.sql(
                        """
                        insert into channel (project_id, kind, name, address, settings, events,
                            environments, active, created)
                        values (:project, :kind, :name, :address, :settings::jsonb, :events,
                            :environments, :active, :now)
                        returning id
                        """)
                .param("project", project)
                .param("kind", draft.kind().name())
                .param("name", draft.name())
                .param("address", draft.address())
                .param("settings", json.writeValueAsString(draft.settings()))
                .param("events", keys(draft))
                .param("environments", draft.environments().toArray(String[]::new))
                .param("active", draft.active())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** Its receiver may be another now, so it is asked at once. */
    void update(long id, ChannelDraft draft) {
        jdbc.sql(
                        """
                        update channel
                           set name = :name, address = :address, settings = :settings::jsonb,
                               events = :events, environments = :environments, active = :active,
                               paused_until = null
                         where id = :id
                        """)
                .param("id", id)
                .param("name", draft.name())
                .param("address", draft.address())
                .param("settings", json.writeValueAsString(draft.settings()))
                .param("events", keys(draft))
                .param("environments", draft.environments().toArray(String[]::new))
                .param("active", draft.active())
                .update();
    }

    List<Channel> of(long project) {
        return jdbc.sql("select " + COLUMNS + " from channel where project_id = ? order by name")
                .param(project)
                .query(this::channel)
                .list();
    }

    Optional<Channel> find(long project, long id) {
        return jdbc.sql("select " + COLUMNS + " from channel where project_id = ? and id = ?")
                .params(project, id)
                .query(this::channel)
                .optional();
    }

    /** The active ones of a project that want to hear of an event in an environment. */
    List<Addressee> listening(long project, NoticeEvent event, @Nullable String environment) {
        return jdbc
                .sql(
                        "select "
                                + COLUMNS
                                + """
                                 from channel
                                 where project_id = :project and active and :event = any (events)
                                   and (:environment::text is null or environments = '{}'
                                        or :environment = any (environments))
                                 order by id
                                """)
                .param("project", project)
                .param("event", event.key())
                .param("environment", environment)
                .query(this::channel)
                .list()
                .stream()
                .map(Channel::addressee)
                .toList();
    }

    /** Whether an active one hears of any of these. */
    boolean anyListens(long project, List<NoticeEvent> events, String environment) {
        return jdbc.sql(
                        """
                        select exists (select 1 from channel
                            where project_id = :project and active and events && :events::text[]
                                and (environments = '{}' or :environment = any (environments)))
                        """)
                .param("project", project)
                .param("events", events.stream().map(NoticeEvent::key).toArray(String[]::new))
                .param("environment", environment)
                .query(Boolean.class)
                .single();
    }

    /** Holds the project's row, so that two who add at once do not pass the limit together. */
    void hold(long project) {
        jdbc.sql("select id from project where id = ? for no key update")
                .param(project)
                .query(Long.class)
                .single();
    }

    private static String[] keys(ChannelDraft draft) {
        return draft.events().stream().map(NoticeEvent::key).toArray(String[]::new);
    }

    private Channel channel(ResultSet row, int number) throws SQLException {
        return new Channel(
                row.getLong("id"),
                row.getLong("project_id"),
                ChannelKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("address"),
                json.readValue(
                        row.getString("settings"), new TypeReference<Map<String, String>>() {}),
                texts(row, "events").stream().map(NoticeEvent::of).toList(),
                texts(row, "environments"),
                row.getBoolean("has_secret"),
                row.getBoolean("active"),
                instant(row, "failing_since"),
                instant(row, "paused_until"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
