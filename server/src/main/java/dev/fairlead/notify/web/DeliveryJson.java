package dev.fairlead.notify.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.notify.Delivery;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A delivery as scripts see it; a list leaves out what was sent and what came back. */
record DeliveryJson(
        long id,
        String requestId,
        String event,
        String state,
        boolean byHand,
        String made,
        int attempts,
        @Nullable String nextAttempt,
        @Nullable Integer status,
        @Nullable Long durationMs,
        @Nullable String failure,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String answer) {
    static DeliveryJson row(Delivery delivery) {
        return of(delivery, null, null);
    }

    static DeliveryJson whole(Delivery delivery) {
        return of(delivery, delivery.body(), delivery.answer());
    }

    private static DeliveryJson of(
            Delivery delivery, @Nullable String sent, @Nullable String answer) {
        return new DeliveryJson(
                delivery.id(),
                delivery.requestId().toString(),
                delivery.event(),
                delivery.state().name().toLowerCase(Locale.ROOT),
                delivery.byHand(),
                delivery.made().toString(),
                delivery.attempts(),
                delivery.due() == null ? null : delivery.due().toString(),
                delivery.status(),
                delivery.took() == null ? null : delivery.took().toMillis(),
                delivery.failure(),
                sent,
                answer);
    }
}
