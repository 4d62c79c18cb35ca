package dev.fairlead.issue;

import dev.fairlead.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What may be written into a project or an issue, and how long. */
final class Wording {
    private static final int TITLE = 200;
    private static final int TEXT = 64 * 1024;

    private Wording() {}

    static String key(@Nullable String key) {
        if (key == null || !key.matches("[A-Z][A-Z0-9]{1,9}")) {
            throw Problem.invalid(
                    "key",
                    "key: must be 2 to 10 capital letters or digits and begin with a letter, was"
                            + " \"%s\". Try ORD for orders.".formatted(shown(key)));
        }
        return key;
    }

    /** A name or a title: one line. */
    static String line(String field, @Nullable String text) {
        var line = text == null ? "" : text.strip();
        if (line.isEmpty()) {
            throw Problem.invalid(field, field + ": must not be empty.");
        }
        if (line.length() > TITLE) {
            throw Problem.invalid(
                    field,
                    "%s: may have %d characters, has %d.".formatted(field, TITLE, line.length()));
        }
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(field, field + ": must be one line of text.");
        }
        return line;
    }

    /** A title made of any text: one line, and no longer than one may be. */
    static String cut(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        if (line.length() <= TITLE) {
            return line;
        }
        // A letter beyond the first plane is two characters, which stay together.
        var end = TITLE - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }

    /** Markdown of any number of lines; PostgreSQL knows no NUL. */
    static String text(String field, @Nullable String text) {
        var lines = text == null ? "" : text.replace("\r\n", "\n").replace("\0", "").strip();
        if (lines.length() > TEXT) {
            throw Problem.tooLarge(
                    "%s: may have %d characters, has %d.".formatted(field, TEXT, lines.length()));
        }
        return lines;
    }

    private static String shown(@Nullable String text) {
        return text == null ? "" : text.substring(0, Math.min(30, text.length()));
    }
}
