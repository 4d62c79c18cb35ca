package dev.fairlead.protocol;

/** A claimed job. Lease is in milliseconds from now. */
public record Assignment(long job, long fence, long leaseMillis, JobSpec spec) {}
