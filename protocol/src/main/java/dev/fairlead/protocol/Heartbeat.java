package dev.fairlead.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent still works on the job.
 *
 * @param step what it does now
 * @param begun what it began so far, in order
 */
public record Heartbeat(long fence, @Nullable String step, List<Begun> begun) {
    /** An older agent does not say it. */
    public Heartbeat {
        begun = begun == null ? List.of() : begun;
    }

    /** A step that was begun; first line is its first in the log, from 0. */
    public record Begun(String name, long firstLine) {}
}
