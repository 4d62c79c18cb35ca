package dev.fairlead.notify;

import dev.fairlead.outbound.Outbound;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as somebody wants it.
 *
 * @param secret signs each body; null keeps what there is, empty removes it
 */
public record WebhookDraft(
        String name,
        String url,
        List<WebhookEvent> events,
        boolean active,
        @Nullable String secret) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SECRET = 255;

    public WebhookDraft {
        name = name.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(
                    "name",
                    "name: must have 1 to %d characters on one line.".formatted(LONGEST_NAME));
        }
        url = Outbound.url("url", url).toString();
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw Problem.invalid("events", "events: choose one at least.");
        }
        if (secret != null
                && (secret.length() > LONGEST_SECRET
                        || secret.codePoints().anyMatch(Character::isISOControl))) {
            throw Problem.invalid(
                    "secret",
                    "secret: must have at most %d characters on one line."
                            .formatted(LONGEST_SECRET));
        }
    }

    /** From what a form or a script gave. */
    public static WebhookDraft of(
            @Nullable String name,
            @Nullable String url,
            @Nullable Collection<String> events,
            boolean active,
            @Nullable String secret) {
        return new WebhookDraft(
                Objects.requireNonNullElse(name, ""),
                Objects.requireNonNullElse(url, ""),
                Objects.requireNonNullElse(events, List.<String>of()).stream()
                        .map(WebhookEvent::of)
                        .distinct()
                        .toList(),
                active,
                secret);
    }
}
