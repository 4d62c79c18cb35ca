package dev.fairlead.notify.web;

import dev.fairlead.code.Repository;
import dev.fairlead.notify.Delivery;
import dev.fairlead.notify.Webhook;
import dev.fairlead.notify.WebhookEvent;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    private static final Duration LONG = Duration.ofHours(24);

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

    /** The product's word for the state: live, failed, waiting, paused. */
    public String state(Webhook one) {
        if (!one.active()) {
            return "paused";
        }
        return one.failingSince() == null ? "live" : isFailing(one) ? "failed" : "waiting";
    }

    public String words(Webhook one) {
        return switch (state(one)) {
            case "paused" -> "switched off";
            case "failed" -> "fails for more than a day";
            case "waiting" -> "the last delivery failed";
            default -> "delivers";
        };
    }

    public static String state(Delivery delivery) {
        return switch (delivery.state()) {
            case OWED -> "waiting";
            case DELIVERED -> "done";
            case FAILED -> "failed";
        };
    }

    public static String words(Delivery delivery) {
        return switch (delivery.state()) {
            case OWED -> delivery.attempts() == 0 ? "to be sent" : "to be tried again";
            case DELIVERED -> "delivered";
            case FAILED -> "failed";
        };
    }

    /** When something is sent to it next; null where nothing waits. */
    public @Nullable Instant nextTry() {
        var paused = webhook == null ? null : webhook.pausedUntil();
        return paused != null && paused.isAfter(now)
                ? paused
                : deliveries.stream()
                        .map(Delivery::due)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
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

    private boolean isFailing(Webhook one) {
        var since = one.failingSince();
        return since != null && since.plus(LONG).isBefore(now);
    }
}
