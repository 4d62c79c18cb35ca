package dev.fairlead.notify;

import dev.fairlead.problem.Problem;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What drafts of webhooks and of channels have in common. */
final class DraftRules {
    private static final int LONGEST_NAME = 100;

    private DraftRules() {}

    /** Without space around it. */
    static String name(String given) {
        var name = given.strip();
        if (name.isEmpty() || !isLine(name, LONGEST_NAME)) {
            throw Problem.invalid(
                    "name",
                    "name: must have 1 to %d characters on one line.".formatted(LONGEST_NAME));
        }
        return name;
    }

    static void requireEvents(Collection<?> events) {
        if (events.isEmpty()) {
            throw Problem.invalid("events", "events: choose one at least.");
        }
    }

    static void requireSecret(@Nullable String secret, int longest) {
        if (secret != null && !isLine(secret, longest)) {
            throw Problem.invalid(
                    "secret",
                    "secret: must have at most %d characters on one line.".formatted(longest));
        }
    }

    private static boolean isLine(String text, int longest) {
        return text.length() <= longest && text.codePoints().noneMatch(Character::isISOControl);
    }
}
