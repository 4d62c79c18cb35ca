package dev.fairlead.notify.web;

import dev.fairlead.code.Repository;
import dev.fairlead.notify.Delivery;
import dev.fairlead.notify.Webhook;
import dev.fairlead.notify.WebhookEvent;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of a repository, or one of them with its log.
 *
 * @param webhook the one that is shown; null on the page of all
 * @param form what was typed, or what there is
 * @param earlier the address of the deliveries before those shown, or null
 */
public record WebhookPage(
        Place place,
        Repository repository,
        List<Webhook> all,
        @Nullable Webhook webhook,
        List<Delivery> deliveries,
        Form form,
        @Nullable String earlier,
        Instant now) {
    public String url() {
        return repository.url() + "/settings/webhooks";
    }

    public String url(Webhook one) {
        return url() + "/" + one.id();
    }

    public List<WebhookEvent> events() {
        return List.of(WebhookEvent.values());
    }

    public boolean isChosen(WebhookEvent event) {
        return form.value("events " + event.key()).equals("on");
    }

    public boolean isActive() {
        return form.value("active").equals("on");
    }

    public String state(Webhook one) {
        return DeliveryLook.state(one.active(), one.failingSince());
    }

    public String words(Webhook one) {
        return DeliveryLook.words(one.active(), one.failingSince(), now);
    }

    /** When something is sent to it next; null where nothing waits. */
    public @Nullable Instant nextTry() {
        var paused = webhook == null ? null : webhook.pausedUntil();
        return DeliveryLook.nextTry(paused, deliveries, now);
    }

    /** What was sent, or will be; the signature depends on a secret that is not shown. */
    public static String request(Webhook webhook, Delivery delivery) {
        var to = delivery.sentTo() == null ? webhook.url() : delivery.sentTo();
        return "POST %s\nContent-Type: application/json; charset=utf-8\nX-Event-Key: %s\nX-Request-Id: %s\n%s\n%s"
                .formatted(
                        to,
                        delivery.event(),
                        delivery.requestId(),
                        webhook.signed() ? "X-Hub-Signature: sha256=…\n" : "",
                        delivery.body());
    }
}
