package dev.fairlead.build;

import java.time.Instant;

/**
 * A test that passed and failed on the same commit.
 *
 * @param times on how many commits lately
 * @param commit the last of them, built by the builds named: one where it passed, one where it
 *     failed; the same build where another try passed
 */
public record FlakyTest(
        NamedTest test, int times, String commit, long passed, long failed, Instant noticed) {}
