package dev.fairlead.notify;

import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What people send by hand to a channel or webhook, and what they look at of its log. */
@Component
class HandDeliveries {
    private final DeliveryStore deliveries;
    private final Signals signals;
    private final Clock clock;

    HandDeliveries(DeliveryStore deliveries, Signals signals, Clock clock) {
        this.deliveries = deliveries;
        this.signals = signals;
        this.clock = clock;
    }

    /** Goes out before what waits; gives the delivery. */
    Delivery send(long channel, String told, UUID request, String event, String body) {
        var id = deliveries.owe(channel, request, event, body, true, clock.instant());
        signals.raise(Dispatcher.TOPIC);
        return get(channel, told, id);
    }

    /**
     * 404 when there is none of this id.
     *
     * @param told the channel, in words that begin a sentence
     */
    Delivery get(long channel, String told, long id) {
        return deliveries
                .find(channel, id)
                .orElseThrow(() ->
                        Problem.notFound(
                                "%s has no delivery %d, or it was dropped by now."
                                        .formatted(told, id)));
    }

    /** Newest first, before the given id (exclusive; Long.MAX_VALUE for the newest). */
    List<Delivery> of(long channel, long before, int limit) {
        return deliveries.of(channel, before, limit);
    }
}
