package dev.fairlead.protocol;

import org.jspecify.annotations.Nullable;

/**
 * An HAProxy in front of an environment's hosts.
 *
 * @param name as people know it
 * @param at where its runtime API answers, as the agent sees it: the path of a unix socket, or
 *     {@code host:port}
 * @param stateFile the file from which it takes its servers' states when it starts, written after
 *     every change, so that a reload forgets none; null where it takes them from nowhere
 */
public record Balancer(String name, String at, String backend, @Nullable String stateFile) {}
