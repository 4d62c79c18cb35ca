package dev.fairlead.deploy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For how long a host answered the same.
 *
 * @param before what it answered until then; null for the first look
 * @param lastBefore the last look that answered so
 * @param firstSeen the first look that answered this
 * @param lastSeen the last look that did
 * @param deployment that was at work there when it changed; null for none
 */
public record HostSpan(
        String host,
        @Nullable HostAnswer before,
        @Nullable Instant lastBefore,
        HostAnswer answer,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Long deployment) {
    /** What happened at its begin. */
    public enum Begin {
        /** Nobody had asked before. */
        FIRST_LOOK,
        CHANGE,
        /** It had been silent, and answers what it answered before. */
        SEEN_AGAIN
    }

    public Begin begin() {
        if (before == null) {
            return Begin.FIRST_LOOK;
        }
        return before.isLike(answer) ? Begin.SEEN_AGAIN : Begin.CHANGE;
    }

    /** Whether nobody but somebody beside Fairlead can have changed it. */
    public boolean outside() {
        return begin() == Begin.CHANGE && deployment == null;
    }

    public boolean covers(Instant at) {
        return !at.isBefore(firstSeen) && !at.isAfter(lastSeen);
    }
}
