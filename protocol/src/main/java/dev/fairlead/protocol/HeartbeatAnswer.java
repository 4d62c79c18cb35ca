package dev.fairlead.protocol;

/**
 * Whether to stop: cancelled by somebody; the lease is extended otherwise.
 *
 * @param recalled whether the jobs that follow are not to be begun
 */
public record HeartbeatAnswer(boolean cancelled, long leaseMillis, boolean recalled) {}
