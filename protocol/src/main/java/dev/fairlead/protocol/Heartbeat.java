package dev.fairlead.protocol;

import org.jspecify.annotations.Nullable;

/** The agent still works on the job. Step names what it does now. */
public record Heartbeat(long fence, @Nullable String step) {}
