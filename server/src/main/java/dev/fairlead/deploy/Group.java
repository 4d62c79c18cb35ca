package dev.fairlead.deploy;

/**
 * Hosts of an environment that take their turns before those of the next group.
 *
 * @param balancer whether its hosts stand behind the environment's balancers
 * @param stopFirst whether its hosts are stopped before the first host of any group leaves its
 *     pool: what must run once runs the old release or the new one, never both
 */
public record Group(String name, boolean balancer, boolean stopFirst) {}
