package dev.fairlead.build;

import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.time.Instant;

/** One run of a test, in a job of a build. */
public record TestRun(
        long build,
        int job,
        String branch,
        String commit,
        Verdict verdict,
        long millis,
        String detail,
        Instant queued) {}
