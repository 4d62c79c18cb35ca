package dev.fairlead.issue.web;

import gg.jte.Content;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing in an issue's activity: what somebody did, or what somebody said. */
public record ActivityEntry(
        Instant at, String actor, String text, @Nullable String url, @Nullable Content said) {}
