package dev.fairlead.protocol;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent still works on the job. The answer may take as long as it waits, and comes at once when
 * the job is cancelled.
 *
 * @param step what it does now
 * @param begun what it began so far, in order
 * @param waitMillis no longer than {@link Protocol#CLAIM_SECONDS}; null for an answer at once, as
 *     an older agent wants it
 */
public record Heartbeat(
        long fence, @Nullable String step, List<Begun> begun, @Nullable Long waitMillis) {
    /** An older agent does not say it. */
    public Heartbeat {
        begun = begun == null ? List.of() : begun;
    }

    /** One that wants its answer at once. */
    public Heartbeat(long fence, @Nullable String step, List<Begun> begun) {
        this(fence, step, begun, null);
    }

    /** How long its answer may take. */
    public Duration patience() {
        var most = Duration.ofSeconds(Protocol.CLAIM_SECONDS).toMillis();
        return waitMillis == null
                ? Duration.ZERO
                : Duration.ofMillis(Math.clamp(waitMillis, 0, most));
    }

    /** A step that was begun; first line is its first in the log, from 0. */
    public record Begun(String name, long firstLine) {}
}
