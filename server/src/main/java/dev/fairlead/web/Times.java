package dev.fairlead.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants and durations as people say them. */
public final class Times {
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code "2026-11-23 10:42:07 UTC"}. */
    public static String exact(Instant at) {
        return EXACT.format(at);
    }

    /** {@code "2026-11-23 11:42:07"}, where the clocks of the zone said so. */
    public static String in(ZoneId zone, Instant at) {
        return LOCAL.format(at.atZone(zone));
    }

    /** {@code "2026-11-23"}. */
    public static String day(Instant at) {
        return DAY.format(at);
    }

    /** {@code "just now"}, {@code "4 min ago"}, {@code "2 h ago"}; the day after a month. */
    public static String ago(Instant at, Instant now) {
        var past = Duration.between(at, now);
        if (past.toSeconds() < 10) {
            return "just now";
        }
        if (past.toMinutes() < 1) {
            return past.toSeconds() + " s ago";
        }
        if (past.toHours() < 1) {
            return past.toMinutes() + " min ago";
        }
        if (past.toDays() < 1) {
            return past.toHours() + " h ago";
        }
        return past.toDays() <= 30 ? days(past.toDays()) : DAY.format(at);
    }

    /**
     * {@code "3 ms"}, {@code "0.4 s"}, {@code "8 s"}, {@code "1 min 12 s"}, {@code "3 h 10 min"}.
     */
    public static String spell(Duration time) {
        var millis = time.toMillis();
        if (millis > 0 && millis < 100) {
            return millis + " ms";
        }
        if (time.toSeconds() < 10) {
            var tenths = Math.round(Math.max(0, millis) / 100.0);
            return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
        }
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    private static String days(long days) {
        return days == 1 ? "1 day ago" : days + " days ago";
    }
}
