package dev.fairlead.notify;

import dev.fairlead.outbound.Outbound;
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
    private static final int LONGEST_SECRET = 255;

    public WebhookDraft {
        name = DraftRules.name(name);
        url = Outbound.url("url", url).toString();
        events = List.copyOf(events);
        DraftRules.requireEvents(events);
        DraftRules.requireSecret(secret, LONGEST_SECRET);
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
