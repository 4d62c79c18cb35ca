package dev.fairlead.fleet;

import java.time.Instant;

/** An agent as last heard of. */
public record Agent(
        long id,
        String name,
        String pool,
        String version,
        int executors,
        String facts,
        Instant lastSeen) {}
