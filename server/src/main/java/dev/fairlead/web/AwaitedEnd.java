package dev.fairlead.web;

import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Answers a script when what it asks about has ended, so that it need not ask again and again. */
@Component
public class AwaitedEnd {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Signals signals;

    AwaitedEnd(Signals signals) {
        this.signals = signals;
    }

    /**
     * What was read, as it is when it has ended, or when so many seconds are over.
     *
     * @param seconds from 0, which waits for nothing, to 60
     * @param topic raised when it changes
     * @throws Problem 400 when that is too long
     */
    public <T> T of(T seen, long seconds, Predicate<T> ended, String topic, Supplier<T> again)
            throws InterruptedException {
        if (seconds < 0 || seconds > LONGEST.toSeconds()) {
            throw Problem.invalid(
                    "wait",
                    "wait: must be seconds from 0 to %d, was %d."
                            .formatted(LONGEST.toSeconds(), seconds));
        }
        if (seconds == 0 || ended.test(seen)) {
            return seen;
        }
        var until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        try (var watch = signals.watch(topic)) {
            var now = again.get();
            while (!ended.test(now) && System.nanoTime() < until) {
                watch.await(LOOK_AGAIN);
                now = again.get();
            }
            return now;
        }
    }
}
