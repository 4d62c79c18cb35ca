package dev.fairlead.protocol;

import java.util.List;
import java.util.Map;

/**
 * An agent says who it is. Its pool is not said: the token decides it.
 *
 * @param name unique in its pool; registering a name again takes it over from its dead namesake
 * @param holding jobs that this process still works on; every other job leased to the name is lost
 * @param facts what pages show: operating system, cores, sandbox
 * @param noBuilds why this agent is to be given no builds, in words that follow a colon; empty
 *     where it runs them
 */
public record Registration(
        String name,
        String version,
        int executors,
        List<Held> holding,
        Map<String, String> facts,
        String noBuilds) {
    /** An older agent does not say it. */
    public Registration {
        noBuilds = noBuilds == null ? "" : noBuilds;
    }

    /** A job that the agent has under this fence. */
    public record Held(long job, long fence) {}
}
