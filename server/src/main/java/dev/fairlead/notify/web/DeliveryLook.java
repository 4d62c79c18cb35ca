package dev.fairlead.notify.web;

import dev.fairlead.notify.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The words and states of deliveries and of what they go to, as pages show them. */
public final class DeliveryLook {
    private static final Duration LONG = Duration.ofHours(24);

    private DeliveryLook() {}

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

    /** The product's word for a channel's state: live, failed, none. */
    static String state(boolean active, @Nullable Instant failingSince) {
        if (!active) {
            return "none";
        }
        return failingSince == null ? "live" : "failed";
    }

    static String words(boolean active, @Nullable Instant failingSince, Instant now) {
        if (!active) {
            return "switched off";
        }
        if (failingSince == null) {
            return "nothing failed";
        }
        return failingSince.plus(LONG).isBefore(now)
                ? "fails for more than a day"
                : "the last delivery failed";
    }

    /** When something is sent next; null where nothing waits. */
    static @Nullable Instant nextTry(
            @Nullable Instant pausedUntil, List<Delivery> deliveries, Instant now) {
        return pausedUntil != null && pausedUntil.isAfter(now)
                ? pausedUntil
                : deliveries.stream()
                        .map(Delivery::due)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }
}
