package dev.fairlead.build.web;

import dev.fairlead.build.BuildResults;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.web.Times;
import java.time.Duration;

/**
 * Where a step begins in a log.
 *
 * @param firstLine from 0
 * @param state passed, failed or running
 * @param took in words; empty while it runs
 */
public record LogStep(String name, long firstLine, String state, String took) {
    static LogStep ended(BuildResults.Step step) {
        return new LogStep(
                step.name(),
                step.firstLine(),
                step.passed() ? "passed" : "failed",
                Times.spell(Duration.ofMillis(step.millis())));
    }

    static LogStep begun(Heartbeat.Begun step) {
        return new LogStep(step.name(), step.firstLine(), "running", "");
    }
}
