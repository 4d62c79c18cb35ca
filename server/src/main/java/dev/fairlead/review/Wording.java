package dev.fairlead.review;

import dev.fairlead.problem.Problem;

/** What may be written into a pull request or said about it, and how long. */
final class Wording {
    private static final int TITLE_LIMIT = 255;
    private static final int TEXT_LIMIT = 65_536;

    private Wording() {}

    /** One line. */
    static String title(String text) {
        var title = text.strip();
        if (title.isEmpty() || title.length() > TITLE_LIMIT) {
            throw Problem.invalid(
                    "title",
                    "title: must have 1 to %d characters, had %d"
                            .formatted(TITLE_LIMIT, title.length()));
        }
        if (title.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("title", "title: must be one line of text.");
        }
        return title;
    }

    static String description(String text) {
        var description = plain(text);
        if (description.length() > TEXT_LIMIT) {
            throw Problem.invalid(
                    "description",
                    "description: must have at most %d characters, had %d"
                            .formatted(TEXT_LIMIT, description.length()));
        }
        return description;
    }

    static String comment(String text) {
        var said = plain(text);
        if (said.isBlank() || said.length() > TEXT_LIMIT) {
            throw Problem.invalid(
                    "text",
                    "text: must have 1 to %d characters, had %d"
                            .formatted(TEXT_LIMIT, said.length()));
        }
        return said;
    }

    /** Without NUL, which PostgreSQL does not know; tools compare the rest byte by byte. */
    private static String plain(String text) {
        return text.replace("\0", "");
    }
}
