package dev.fairlead.protocol;

/** Whether to stop: cancelled by somebody; the lease is extended otherwise. */
public record HeartbeatAnswer(boolean cancelled, long leaseMillis) {}
