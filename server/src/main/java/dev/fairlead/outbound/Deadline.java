package dev.fairlead.outbound;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a request when its time is up, however busily the other side trickles: a time-out of the
 * socket alone would start anew with each byte.
 */
final class Deadline implements AutoCloseable {
    private final Duration atMost;
    private final ScheduledFuture<?> alarm;
    private volatile boolean passed;

    Deadline(ScheduledExecutorService clock, Duration atMost, Runnable end) {
        this.atMost = atMost;
        this.alarm =
                clock.schedule(
                        () -> {
                            passed = true;
                            end.run();
                        },
                        atMost.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    boolean hasPassed() {
        return passed;
    }

    Duration atMost() {
        return atMost;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}
