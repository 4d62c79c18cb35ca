package dev.fairlead.notify;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The channels that are people's mail: one for each who chose something. */
@Component
class PersonStore {
    private final JdbcClient jdbc;

    PersonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Somebody's channel and what they chose. */
    record Chosen(long channel, List<PersonalEvent> events) {}

    void put(long user, Collection<PersonalEvent> events, Instant now) {
        jdbc.sql(
                        """
                        insert into channel (user_id, kind, name, address, settings, events, active,
                            created)
                        values (:user, 'MAIL', 'mail', '',
                            jsonb_build_object('user', (:user)::text), :events, true, :now)
                        on conflict (user_id) where user_id is not null
                        do update set events = excluded.events, paused_until = null
                        """)
                .param("user", user)
                .param("events", events.stream().map(PersonalEvent::key).toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<Chosen> of(long user) {
        return jdbc.sql("select id, events from channel where user_id = ?")
                .param(user)
                .query((row, _) -> {
                    var events = (String[]) row.getArray("events").getArray();
                    return new Chosen(
                            row.getLong("id"),
                            Arrays.stream(events).map(PersonalEvent::of).toList());
                })
                .optional();
    }

    /** Those who chose it, each with their channel. */
    Map<Long, Long> wanting(PersonalEvent event) {
        var wanting = new HashMap<Long, Long>();
        jdbc.sql(
                        """
                        select user_id, id from channel
                         where user_id is not null and ? = any (events)
                        """)
                .param(event.key())
                .query(row -> {
                    wanting.put(row.getLong("user_id"), row.getLong("id"));
                });
        return wanting;
    }
}
