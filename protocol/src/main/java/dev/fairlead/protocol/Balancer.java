package dev.fairlead.protocol;

import org.jspecify.annotations.Nullable;

/**
 * An HAProxy in front of an environment's hosts.
 *
 * @param name as people know it
 * @param at where its runtime API answers, as the agent sees it, or else the host that the way
 *     leads to: the path of a unix socket, or {@code host:port}
 * @param stateFile the file from which it takes its servers' states when it starts, written after
 *     every change, so that a reload forgets none; it lies where the socket does; null where it
 *     takes them from nowhere
 * @param through the way to the host from which it is reached; null for the agent's own machine
 */
public record Balancer(
        String name,
        String at,
        String backend,
        @Nullable String stateFile,
        @Nullable Reach through) {
    /** As the agent's own machine sees it. */
    public Balancer(String name, String at, String backend, @Nullable String stateFile) {
        this(name, at, backend, stateFile, null);
    }

    /** Where it answers, in words. */
    public String place() {
        return through == null ? at : at + " through " + through.place();
    }
}
