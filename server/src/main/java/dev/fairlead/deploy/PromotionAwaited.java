package dev.fairlead.deploy;

import dev.fairlead.release.Release;

/**
 * A release may go on to an environment and waits for a person to say so; heard inside the
 * transaction that made it so.
 */
public record PromotionAwaited(Release release, Environment environment) {}
