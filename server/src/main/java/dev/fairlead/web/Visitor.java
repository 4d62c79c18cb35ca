package dev.fairlead.web;

import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page, as far as its frame cares.
 *
 * @param lentBy who lent this log-in, which may thus only look; null for one's own
 */
public record Visitor(
        String name, String displayName, boolean administrator, @Nullable String lentBy) {}
