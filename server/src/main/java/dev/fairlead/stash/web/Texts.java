package dev.fairlead.stash.web;

import dev.fairlead.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Texts of bodies, each refused in words with its field's name. */
final class Texts {
    private Texts() {}

    static String required(String field, @Nullable String value, int longest) {
        var text = optional(field, value, longest);
        if (text == null) {
            throw Problem.invalid(field, field + ": is required.");
        }
        return text;
    }

    /** Null for what is missing or empty. */
    static @Nullable String optional(String field, @Nullable String value, int longest) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > longest) {
            throw Problem.invalid(
                    field,
                    "%s: must be at most %d characters, has %d."
                            .formatted(field, longest, value.length()));
        }
        if (value.indexOf('\0') >= 0) {
            throw Problem.invalid(field, field + ": must not contain a NUL.");
        }
        return value;
    }

    /** A required address that pages may link to. */
    static String link(String field, @Nullable String value, int longest) {
        var url = required(field, value, longest);
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw Problem.invalid(
                    field,
                    "%s: must begin with http:// or https://, was \"%s\".".formatted(field, url));
        }
        return url;
    }
}
