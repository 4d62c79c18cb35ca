package dev.fairlead.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a pull request; with the comment where something was said. */
public record Activity(long id, Kind kind, long user, Instant at, @Nullable Comment comment) {
    /** What happened. */
    public enum Kind {
        OPENED,
        COMMENTED,
        APPROVED,
        MERGED,
        DECLINED,
        REOPENED
    }
}
