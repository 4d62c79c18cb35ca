package dev.fairlead.code;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a builder says of a commit; one per key. Poster is null for Fairlead's own builds. */
public record CommitStatus(
        String key, State state, String name, String url, @Nullable Long poster, Instant at) {
    /** As the field's tools know it. */
    public enum State {
        IN_PROGRESS,
        SUCCESSFUL,
        FAILED
    }
}
