package dev.fairlead.review;

import java.time.Instant;

/**
 * Somebody's word that one commit may be merged.
 *
 * @param counts whether it lifts the check
 * @param why why it does not count; empty when it does
 */
public record Approval(long user, String head, Instant at, boolean counts, String why) {}
