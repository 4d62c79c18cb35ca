package dev.fairlead.code;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a builder says of a commit; each poster has one per key.
 *
 * @param poster null for Fairlead's own builds
 * @param more what some builders say beside it
 */
public record CommitStatus(
        String key,
        State state,
        String name,
        String url,
        @Nullable Long poster,
        Instant at,
        More more) {
    /** As the field's tools know it. */
    public enum State {
        IN_PROGRESS,
        SUCCESSFUL,
        FAILED,
        CANCELLED,
        UNKNOWN;

        /** The word of the product's pages for it. */
        public String colour() {
            return switch (this) {
                case IN_PROGRESS -> "running";
                case SUCCESSFUL -> "passed";
                case FAILED -> "failed";
                case CANCELLED, UNKNOWN -> "waiting";
            };
        }
    }

    /**
     * What may be said beside the state.
     *
     * @param ref the full name of the ref that was built
     * @param parent the key of the plan that the build belongs to
     */
    public record More(
            String description,
            @Nullable String buildNumber,
            @Nullable Duration duration,
            @Nullable String ref,
            @Nullable String parent,
            @Nullable Tests tests) {
        public static final More NOTHING = new More("", null, null, null, null, null);
    }

    /** Counts of tests. */
    public record Tests(int successful, int failed, int skipped) {}

    public CommitStatus(
            String key, State state, String name, String url, @Nullable Long poster, Instant at) {
        this(key, state, name, url, poster, at, More.NOTHING);
    }
}
