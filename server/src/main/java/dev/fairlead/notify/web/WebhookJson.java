package dev.fairlead.notify.web;

import dev.fairlead.notify.Webhook;
import dev.fairlead.notify.WebhookEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook as scripts see it; its secret is never among it. */
record WebhookJson(
        long id,
        String name,
        String url,
        List<String> events,
        boolean active,
        boolean signed,
        @Nullable String failingSince,
        @Nullable String pausedUntil) {
    static WebhookJson of(Webhook webhook) {
        return new WebhookJson(
                webhook.id(),
                webhook.name(),
                webhook.url(),
                webhook.events().stream().map(WebhookEvent::key).toList(),
                webhook.active(),
                webhook.signed(),
                webhook.failingSince() == null ? null : webhook.failingSince().toString(),
                webhook.pausedUntil() == null ? null : webhook.pausedUntil().toString());
    }
}
