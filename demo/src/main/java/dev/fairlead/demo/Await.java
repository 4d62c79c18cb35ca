package dev.fairlead.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what takes time, and says what it waited for when it never came. */
public final class Await {
    private Await() {}

    /** Asks ten times a second until there is an answer. */
    public static <T> T until(String what, Duration atMost, Supplier<Optional<T>> ask) {
        var deadline = Instant.now().plus(atMost);
        while (true) {
            var answer = ask.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new StoryFailed(
                        "waited %d s in vain until %s".formatted(atMost.toSeconds(), what));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new StoryFailed("interrupted while waiting until " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    public static void untilTrue(String what, Duration atMost, Supplier<Boolean> ask) {
        until(what, atMost, () -> ask.get() ? Optional.of(true) : Optional.empty());
    }
}
