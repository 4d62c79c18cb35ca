package dev.fairlead.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An agent as last heard of.
 *
 * @param state what an administrator decided about it
 * @param facts what it says of its machine: operating system, cores, sandbox
 * @param online whether it was heard of in the last twenty seconds
 * @param running the jobs it holds now
 * @param noBuilds why it runs no builds; empty where it does
 * @param labels what whoever started it says it is good for
 * @param tools what it found on its machine, by name, with their versions where known
 * @param load the processes that want to run on its machine, a minute's average; null where it did
 *     not say
 */
public record Agent(
        long id,
        String name,
        String pool,
        AgentState state,
        String version,
        int executors,
        Map<String, String> facts,
        Instant lastSeen,
        boolean online,
        int running,
        String noBuilds,
        List<String> labels,
        Map<String, String> tools,
        @Nullable Double load) {
    /** Whether a job of its pool, claimed by nobody else, is claimed by this agent. */
    boolean takesJobs() {
        return online && state == AgentState.ENABLED && runsThem();
    }

    /** Whether it has all of these, as labels or as tools. */
    boolean offers(List<String> wanted) {
        return wanted.stream()
                .allMatch(label -> labels.contains(label) || tools.containsKey(label));
    }

    /** What plans may ask it for. */
    Stream<String> offers() {
        return Stream.concat(labels.stream(), tools.keySet().stream());
    }

    /** Whether what its pool is for is what it runs. */
    boolean runsThem() {
        return noBuilds.isEmpty() || pool.equals(Jobs.DEPLOY_POOL);
    }

    /** What to do about its version, in a sentence; empty when it is the server's. */
    public String advice() {
        return Versions.advice(version);
    }

    /** Where its page is. */
    public String url() {
        return "/agents/" + id;
    }
}
