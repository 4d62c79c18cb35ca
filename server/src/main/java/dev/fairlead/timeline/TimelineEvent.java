package dev.fairlead.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a change. Text is plain and short; url leads to the thing. */
public record TimelineEvent(
        long id,
        Instant at,
        String issue,
        String actor,
        String kind,
        String text,
        @Nullable String url) {}
