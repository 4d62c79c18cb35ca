package dev.fairlead.issue.web;

import dev.fairlead.web.LineView;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One change in a table: what it is, where it is, who does it and since when it is there. */
public record IssueRow(
        String key,
        String type,
        String title,
        String status,
        @Nullable String assignee,
        LineView line,
        Instant since) {
    public String url() {
        return "/issues/" + key;
    }

    /** {@code "build: #12 · 1 test failed"}; an epic has no way of its own. */
    public String now() {
        var stop = line.now();
        return type.equals("epic") || stop.note().isEmpty()
                ? status
                : stop.name().toLowerCase(Locale.ROOT) + ": " + stop.note();
    }

    /** The state's word for {@link #now}. */
    public String nowState() {
        return type.equals("epic") ? status.replace(' ', '_') : line.now().state();
    }
}
