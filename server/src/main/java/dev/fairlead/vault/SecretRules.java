package dev.fairlead.vault;

import dev.fairlead.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What names and values of secrets may be. */
final class SecretRules {
    /** Bytes of all secrets of a project, and as many of each repository. */
    static final int MOST_BYTES = 32 * 1024;

    static final int MOST_SECRETS = 100;
    private static final int LONGEST = 16 * 1024;
    private static final int SHORTEST = 4;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,49}");

    private SecretRules() {}

    static void name(String name) {
        if (!NAME.matcher(name).matches() || name.startsWith("FAIRLEAD_")) {
            throw Problem.invalid(
                    "name",
                    "name: must be letters, digits and underscores, at most 50, not begin with a digit or with FAIRLEAD_, was \"%s\"."
                            .formatted(name));
        }
    }

    /** Its size in bytes. The sentences say nothing of the value but its length. */
    static int size(String value) {
        var size = value.getBytes(StandardCharsets.UTF_8).length;
        if (value.strip().length() < SHORTEST) {
            throw Problem.invalid(
                    "value",
                    "value: must have at least %d characters, has %d: a shorter one would be masked wherever a log happens to say it."
                            .formatted(SHORTEST, value.strip().length()));
        }
        if (size > LONGEST) {
            throw Problem.invalid(
                    "value",
                    "value: may have %d bytes, has %d. Keep a larger one where the job can fetch it."
                            .formatted(LONGEST, size));
        }
        if (value.indexOf('\0') >= 0) {
            throw Problem.invalid(
                    "value",
                    "value: must not hold a NUL character. Encode binary data, such as with base64.");
        }
        return size;
    }

    static void environments(List<String> granted, List<String> known) {
        for (var environment : granted) {
            if (!known.contains(environment)) {
                throw Problem.invalid(
                        "environments",
                        "environments: there is no environment \"%s\" in the project, there are: %s."
                                .formatted(
                                        environment,
                                        known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }

    static void room(SecretPlace place, int count, long bytes) {
        if (count > MOST_SECRETS) {
            throw Problem.invalid(
                    "name",
                    "%s has %d secrets, which is the limit. Remove one that is not used."
                            .formatted(place, MOST_SECRETS));
        }
        if (bytes > MOST_BYTES) {
            throw Problem.invalid(
                    "value",
                    "value: the secrets of %s may have %d bytes together, with this one they have %d."
                            .formatted(place, MOST_BYTES, bytes));
        }
    }
}
