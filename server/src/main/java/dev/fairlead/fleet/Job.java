package dev.fairlead.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing for an agent to do. Fence is 0 until it is claimed; times are null until they come.
 *
 * @param purpose a word of whoever queued it, by which others know that its events are not for
 *     them; empty for none
 */
public record Job(
        long id,
        String pool,
        @Nullable String wantedAgent,
        List<String> labels,
        JobState state,
        long fence,
        @Nullable String agent,
        @Nullable Instant leaseUntil,
        Instant queued,
        @Nullable Instant started,
        @Nullable Instant finished,
        String purpose) {}
