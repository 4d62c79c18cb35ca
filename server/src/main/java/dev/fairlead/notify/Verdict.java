package dev.fairlead.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What follows from an attempt. */
sealed interface Verdict {
    /** How long a delivery is tried. */
    Duration PATIENCE = Duration.ofHours(24);

    /** From the first attempt on; the last one again and again. */
    List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1));

    record Delivered() implements Verdict {}

    /**
     * Once more.
     *
     * @param holdsOthers whether what comes after it waits too: so it does while the receiver is
     *     away, which keeps the order; a delivery that the receiver does not like steps aside
     */
    record Again(Instant at, boolean holdsOthers) implements Verdict {}

    record GivenUp() implements Verdict {}

    static Verdict of(Outcome outcome, Delivery delivery, Instant now) {
        if (outcome.isDelivered()) {
            return new Delivered();
        }
        var end = delivery.made().plus(PATIENCE);
        if (delivery.byHand() || !now.isBefore(end)) {
            return new GivenUp();
        }
        var at = now.plus(PAUSES.get(Math.min(delivery.attempts(), PAUSES.size() - 1)));
        return new Again(at.isBefore(end) ? at : end, outcome.isAway());
    }
}
