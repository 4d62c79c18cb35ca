package dev.fairlead.fleet;

import java.time.Duration;

/** How long ago something was, or how long it took, as far as an agent may say that. */
final class Ago {
    private static final Duration LONGEST = Duration.ofDays(366);

    private Ago() {}

    /** Never in the future, and not so long ago that no date says it. */
    static long millis(long told) {
        return Math.clamp(told, 0, LONGEST.toMillis());
    }
}
