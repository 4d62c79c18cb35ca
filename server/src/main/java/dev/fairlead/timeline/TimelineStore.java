package dev.fairlead.timeline;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of stories and lines. */
@Component
class TimelineStore {
    record StopRow(String issue, Stop stop, StopState state, String note, @Nullable String url) {
        LineStop stopOfLine() {
            return new LineStop(stop, state, note, url);
        }
    }

    private final JdbcClient jdbc;

    TimelineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void tell(
            Instant at,
            String issue,
            String actor,
            String kind,
            String text,
            @Nullable String url) {
        jdbc.sql(
                        """
                        insert into timeline_event (at, issue, actor, kind, text, url)
                        values (:at, :issue, :actor, :kind, :text, :url)
                        """)
                .param("at", Timestamp.from(at))
                .param("issue", issue)
                .param("actor", actor)
                .param("kind", kind)
                .param("text", text)
                .param("url", url, Types.VARCHAR)
                .update();
    }

    /** True when the stop was another one before. */
    boolean stop(String issue, Stop stop, StopState state, String note, @Nullable String url) {
        return jdbc.sql(
                                """
                                insert into timeline_stop as s (issue, stop, state, note, url, revision)
                                values (:issue, :stop, :state, :note, :url, nextval('timeline_revision'))
                                on conflict (issue, stop) do update
                                set state = excluded.state, note = excluded.note,
                                    url = excluded.url, revision = excluded.revision
                                where (s.state, s.note, s.url)
                                    is distinct from (excluded.state, excluded.note, excluded.url)
                                """)
                        .param("issue", issue)
                        .param("stop", stop.name())
                        .param("state", state.name())
                        .param("note", note)
                        .param("url", url, Types.VARCHAR)
                        .update()
                == 1;
    }

    List<StopRow> stops(Collection<String> issues) {
        return jdbc.sql(
                        """
                        select issue, stop, state, note, url from timeline_stop
                        where issue = any (:issues)
                        """)
                .param("issues", issues.toArray(String[]::new))
                .query((row, _) ->
                        new StopRow(
                                row.getString("issue"),
                                Stop.valueOf(row.getString("stop")),
                                StopState.valueOf(row.getString("state")),
                                row.getString("note"),
                                row.getString("url")))
                .list();
    }

    List<TimelineEvent> events(String issue, int limit) {
        return jdbc.sql(
                        """
                        select id, at, issue, actor, kind, text, url from timeline_event
                        where issue = ? order by id desc limit ?
                        """)
                .params(issue, limit)
                .query(TimelineEvent.class)
                .list();
    }

    /** When something last happened to each of the issues. */
    Map<String, Instant> latest(Collection<String> issues) {
        var latest = new HashMap<String, Instant>();
        jdbc.sql(
                        """
                        select issue, max(at) as at from timeline_event
                        where issue = any (:issues) group by issue
                        """)
                .param("issues", issues.toArray(String[]::new))
                .query(row -> {
                    latest.put(row.getString("issue"), row.getTimestamp("at").toInstant());
                });
        return latest;
    }

    /** Grows or changes with everything that happens to the issue. */
    String revision(String issue) {
        return jdbc.sql(
                        """
                        select coalesce((select max(id) from timeline_event where issue = :issue), 0)
                            || '-' ||
                            coalesce((select max(revision) from timeline_stop where issue = :issue), 0)
                        """)
                .param("issue", issue)
                .query(String.class)
                .single();
    }
}
