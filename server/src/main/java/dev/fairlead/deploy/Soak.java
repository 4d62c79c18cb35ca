package dev.fairlead.deploy;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long a step's checks hold without a failure.
 *
 * @param length for how long they have to
 * @param looks how many there were
 */
public record Soak(long step, Instant since, Duration length, int looks) {
    /** A tenth of it, so that a short one is looked at often and a long one costs little. */
    Duration pause() {
        return Duration.ofMillis(Math.clamp(length.toMillis() / 10, 500, 5_000));
    }

    String words() {
        return "%d looks in %s".formatted(looks, Spans.word(length));
    }
}
