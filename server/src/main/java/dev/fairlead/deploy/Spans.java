package dev.fairlead.deploy;

import java.time.Duration;

/** How long something may take, as people write it: 30, "30s", "5m", "2h". */
final class Spans {
    private Spans() {}

    static Duration read(
            Fields fields, String name, Duration least, Duration most, Duration other) {
        var given = fields.optional(name);
        if (given == null) {
            return other;
        }
        var rule =
                "must be a time from %s to %s, such as \"30s\", \"5m\" or \"2h\""
                        .formatted(word(least), word(most));
        var text = given.asString("");
        if (!text.matches("[0-9]{1,5}[smh]?")) {
            throw fields.refused(name, rule);
        }
        var span = span(text);
        if (span.compareTo(least) < 0 || span.compareTo(most) > 0) {
            throw fields.refused(name, rule);
        }
        return span;
    }

    private static Duration span(String text) {
        var number = Long.parseLong(text.replaceAll("[smh]", ""));
        return switch (text.charAt(text.length() - 1)) {
            case 'h' -> Duration.ofHours(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** In the largest unit that is whole. */
    static String word(Duration span) {
        var seconds = span.toSeconds();
        if (seconds > 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
