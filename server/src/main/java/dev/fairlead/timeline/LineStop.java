package dev.fairlead.timeline;

import org.jspecify.annotations.Nullable;

/** One stop of one change: its state, a few words that say why, and a link to what they name. */
public record LineStop(Stop stop, StopState state, String note, @Nullable String url) {}
