package dev.fairlead.deploy;

import java.time.Duration;
import java.time.Instant;

/**
 * What one check found when it was looked at last.
 *
 * @param rule what had to be found, in words
 * @param looks how many there were before it held or its time was over
 * @param took from the first of them to the last
 */
public record CheckResult(
        long step,
        String name,
        String rule,
        String found,
        boolean passed,
        int looks,
        Duration took,
        Instant at) {}
