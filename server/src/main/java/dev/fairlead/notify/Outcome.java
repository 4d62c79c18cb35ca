package dev.fairlead.notify;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended.
 *
 * @param status of the answer, by HTTP or SMTP; null when none came
 * @param answer the beginning of its body; null when none came
 * @param failure why none came, in a sentence; null when one did
 */
record Outcome(
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable String failure,
        Duration took) {
    private static final Set<Integer> AWAY = Set.of(421, 429, 502, 503, 504);

    static Outcome answered(int status, String answer, Duration took) {
        return new Outcome(status, answer, null, took);
    }

    static Outcome failed(String why, Duration took) {
        return new Outcome(null, null, why, took);
    }

    boolean isDelivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** Whether the receiver as a whole is away, rather than unwilling to take this one. */
    boolean isAway() {
        return status == null || AWAY.contains(status);
    }
}
