package dev.fairlead.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One release's way onto the hosts of one environment. It is bound to what was shown when it was
 * decided: the digest of the bytes and the version of the environment.
 *
 * @param paused no other host's turn begins until it is resumed
 * @param stopping it ends when the hosts under way are through
 * @param aborting it ends as soon as no host is left in between
 * @param note why it waits, failed or was stopped; empty otherwise
 * @param reasons why it may go live, in sentences
 * @param requestedBy the user who promoted; null for Fairlead itself
 */
public record Deployment(
        long id,
        long environmentId,
        int environmentVersion,
        long releaseId,
        String version,
        String artifact,
        String sha256,
        long size,
        Cause cause,
        State state,
        boolean paused,
        boolean stopping,
        boolean aborting,
        String note,
        List<String> reasons,
        @Nullable Long requestedBy,
        Instant requested,
        @Nullable Instant started,
        @Nullable Instant finished) {
    /** Why there is one. */
    public enum Cause {
        AUTOMATIC,
        PROMOTION,
        ROLLBACK;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Waiting for its turn → running → verified | failed | stopped. */
    public enum State {
        WAITING,
        RUNNING,
        VERIFIED,
        FAILED,
        STOPPED;

        public boolean isTerminal() {
            return this != WAITING && this != RUNNING;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public String url() {
        return "/deployments/" + id;
    }

    /** The signal topic that open pages of this deployment watch. */
    public static String topic(long id) {
        return "deployment:" + id;
    }
}
