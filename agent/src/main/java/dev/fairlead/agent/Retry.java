package dev.fairlead.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Sends again while the server is away, ever more seldom but at least every three seconds. */
final class Retry {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /** One attempt. */
    interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    private Retry() {}

    /**
     * Tries until it works, or is refused, or must stop.
     *
     * @throws IOException the last failure, once {@code stop} says so
     */
    static <T> T until(BooleanSupplier stop, Attempt<T> attempt)
            throws IOException, InterruptedException {
        var pause = FIRST;
        while (true) {
            try {
                return attempt.run();
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                if (stop.getAsBoolean()) {
                    throw e;
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
        }
    }
}
