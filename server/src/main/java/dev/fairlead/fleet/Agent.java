package dev.fairlead.fleet;

import java.time.Instant;
import java.util.Map;

/**
 * An agent as last heard of.
 *
 * @param facts what it says of its machine: operating system, cores, sandbox
 * @param online whether it was heard of in the last twenty seconds
 * @param running the jobs it holds now
 */
public record Agent(
        long id,
        String name,
        String pool,
        String version,
        int executors,
        Map<String, String> facts,
        Instant lastSeen,
        boolean online,
        int running) {}
