package dev.fairlead.notify;

import dev.fairlead.work.Workers;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Keeps the log of deliveries within its limits. */
@Component
class DeliverySweeper {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST_ENDED = 1_000;
    private static final int MOST_OWED = 10_000;

    private final DeliveryStore deliveries;
    private final Clock clock;

    DeliverySweeper(DeliveryStore deliveries, Clock clock, Workers workers) {
        this.deliveries = deliveries;
        this.clock = clock;
        workers.loop("sweep deliveries", "deliveries:sweep", Duration.ofMinutes(10), this::sweep);
    }

    /** Always false: what there is to do is done in one go. */
    boolean sweep() {
        var now = clock.instant();
        // Somewhat later than the last attempt, which is not to be anticipated.
        deliveries.giveUp(
                now.minus(Verdict.PATIENCE).minus(Duration.ofHours(1)),
                "It was not sent within a day.");
        deliveries.giveUpBeyond(
                MOST_OWED,
                "More than %d deliveries wait for this channel; the oldest are given up."
                        .formatted(MOST_OWED));
        deliveries.drop(now.minus(KEPT), MOST_ENDED);
        return false;
    }
}
