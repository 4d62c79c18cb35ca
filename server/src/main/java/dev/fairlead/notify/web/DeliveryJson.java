package dev.fairlead.notify.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.notify.Delivery;
import dev.fairlead.web.Listing;
import java.util.List;
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

    /**
     * One page out of {@code PAGE + 1} that were asked for; the next one is those before its last.
     *
     * @param address of the deliveries
     */
    static Listing<DeliveryJson> page(List<Delivery> found, String address) {
        var rows = found.stream().map(DeliveryJson::row).toList();
        if (rows.size() <= Listing.PAGE) {
            return Listing.of(rows);
        }
        var page = rows.subList(0, Listing.PAGE);
        return new Listing<>(page, address + "?before=" + page.getLast().id());
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
