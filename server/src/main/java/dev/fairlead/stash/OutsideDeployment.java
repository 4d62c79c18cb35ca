package dev.fairlead.stash;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a deployer outside of Fairlead says of a commit and a place.
 *
 * @param key of the plan that deploys; with the environment's key and the number it is one
 *     deployment
 * @param sequence counts up with each deployment of the plan
 * @param url where the deployer says more
 */
public record OutsideDeployment(
        String key,
        long sequence,
        String sha,
        State state,
        String displayName,
        String description,
        String url,
        Place place,
        long poster,
        Instant at) {
    /** In Stash's words. */
    public enum State {
        PENDING,
        IN_PROGRESS,
        CANCELLED,
        FAILED,
        ROLLED_BACK,
        SUCCESSFUL,
        UNKNOWN;

        /** The word of the product's pages for it. */
        public String colour() {
            return switch (this) {
                case PENDING, CANCELLED, ROLLED_BACK, UNKNOWN -> "waiting";
                case IN_PROGRESS -> "running";
                case FAILED -> "failed";
                case SUCCESSFUL -> "passed";
            };
        }
    }

    /** An environment that Fairlead does not know; kind is null where the deployer said none. */
    public record Place(String key, String name, @Nullable Kind kind) {}

    /** What an environment is for. */
    public enum Kind {
        DEVELOPMENT,
        TESTING,
        STAGING,
        PRODUCTION
    }
}
