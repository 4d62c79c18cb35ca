package dev.fairlead.deploy;

import dev.fairlead.web.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host that runs something else than Fairlead put there, changed by somebody beside it.
 *
 * @param expected the version that was put there, or adopted
 * @param found what it answers now
 * @param lastRight the last look that answered as expected; null when none did
 * @param firstWrong the first look that did not
 * @param ended when it was over; null while it is not
 * @param ending how, in a sentence; empty while it is not
 */
public record Drift(
        long id,
        long environmentId,
        String host,
        String expected,
        HostAnswer found,
        @Nullable Instant lastRight,
        Instant firstWrong,
        @Nullable Instant ended,
        String ending) {
    /** What differs: {@code "order-2 runs 1.4.1, expected 1.4.3"}. */
    public String difference() {
        return host + " runs " + found.words() + ", expected " + expected;
    }

    /**
     * The whole of it: {@code "order-2 runs 1.4.1, expected 1.4.3, changed outside Fairlead at
     * 2026-11-24 03:12:07 UTC."} Names both looks when there was time between them.
     */
    public String sentence() {
        var to = Times.exact(firstWrong);
        if (lastRight == null) {
            return difference() + ", changed outside Fairlead before " + to + ".";
        }
        return at()
                ? difference() + ", changed outside Fairlead at " + to + "."
                : "%s, changed outside Fairlead between %s and %s."
                        .formatted(difference(), Times.exact(lastRight), to);
    }

    /** Whether the look that was right and the one that was not came in the same second. */
    public boolean at() {
        return lastRight != null && Times.exact(lastRight).equals(Times.exact(firstWrong));
    }
}
