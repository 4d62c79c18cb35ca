package dev.fairlead.protocol;

/** How one of several jobs ended that are told of in one message. */
public record JobEnd(long job, Report report) {}
