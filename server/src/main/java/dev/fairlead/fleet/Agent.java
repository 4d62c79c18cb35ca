package dev.fairlead.fleet;

import java.time.Instant;
import java.util.Map;

/**
 * An agent as last heard of.
 *
 * @param facts what it says of its machine: operating system, cores, sandbox
 * @param online whether it was heard of in the last twenty seconds
 * @param running the jobs it holds now
 * @param noBuilds why it runs no builds; empty where it does
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
        int running,
        String noBuilds) {
    /** Whether a job of its pool, claimed by nobody else, is claimed by this agent. */
    boolean takesJobs() {
        return online && (noBuilds.isEmpty() || !pool.equals(Jobs.BUILD_POOL));
    }
}
