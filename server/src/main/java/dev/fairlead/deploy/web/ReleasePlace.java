package dev.fairlead.deploy.web;

import org.jspecify.annotations.Nullable;

/**
 * One environment as this issue sees it.
 *
 * @param state a state of the look; words say it
 */
public record ReleasePlace(
        String environment, String url, String state, String words, @Nullable String link) {}
