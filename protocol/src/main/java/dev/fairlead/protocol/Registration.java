package dev.fairlead.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent says who it is. Its pool is not said: the token decides it.
 *
 * @param name unique in its pool; registering a name again takes it over from its dead namesake
 * @param holding jobs that this process still works on; every other job leased to the name is lost
 * @param facts what pages show: operating system, cores, sandbox
 * @param noBuilds why this agent is to be given no builds, in words that follow a colon; empty
 *     where it runs them
 * @param labels what whoever started it says it is good for, such as {@code arm64}
 * @param tools what it found on its machine, by name, with a version or an empty text
 * @param protocol the {@link Protocol#VERSION} that it speaks
 * @param identity the token by which it wants to be known from now on: 43 letters, digits, dashes
 *     and underscores that nobody can guess; null for none. Made by the agent, so that asking again
 *     after a lost answer asks for the same
 */
public record Registration(
        String name,
        String version,
        int executors,
        List<Held> holding,
        Map<String, String> facts,
        String noBuilds,
        List<String> labels,
        Map<String, String> tools,
        Integer protocol,
        @Nullable String identity) {
    /** An older agent does not say all of it. */
    public Registration {
        noBuilds = noBuilds == null ? "" : noBuilds;
        labels = labels == null ? List.of() : labels;
        tools = tools == null ? Map.of() : tools;
        protocol = protocol == null ? Protocol.OLDEST : protocol;
    }

    /** What the oldest agent says. */
    public Registration(
            String name,
            String version,
            int executors,
            List<Held> holding,
            Map<String, String> facts,
            String noBuilds) {
        this(
                name,
                version,
                executors,
                holding,
                facts,
                noBuilds,
                List.of(),
                Map.of(),
                Protocol.OLDEST,
                null);
    }

    /** A job that the agent has under this fence. */
    public record Held(long job, long fence) {}
}
