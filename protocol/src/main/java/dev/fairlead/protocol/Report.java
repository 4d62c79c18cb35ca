package dev.fairlead.protocol;

/**
 * How a job ended.
 *
 * @param cancelled whether the agent ended it because it was asked to
 */
public record Report(long fence, Outcome outcome, boolean cancelled) {}
