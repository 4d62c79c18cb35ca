package dev.fairlead.protocol;

/** How a job ended. */
public record Report(long fence, Outcome outcome) {}
