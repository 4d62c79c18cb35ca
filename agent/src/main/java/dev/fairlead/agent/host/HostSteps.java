package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome.HostStepRan;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;

/** Runs the commands of a deployment. A step without a command only fetches the bytes. */
final class HostSteps {
    private HostSteps() {}

    static HostStepRan run(RunHostStep spec, Home home, HostJob job)
            throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var fetchOnly = spec.fetchesOnly();
        var environment = new HashMap<>(spec.environment());
        if (spec.artifact() != null) {
            environment.put("FAIRLEAD_ARTIFACT", home.bring(spec.artifact(), !fetchOnly, job));
        }
        if (environment.containsKey(RunHostStep.CHECKOUT)) {
            environment.put(RunHostStep.CHECKOUT, job.source().toString());
        }
        if (fetchOnly) {
            return new HostStepRan("", 0, millisSince(begin), false);
        }
        var command =
                new HostCommand(spec.name(), spec.command(), environment, spec.timeoutSeconds());
        try (var out = KeptOut.of(spec.keepOut(), job)) {
            var end = home.run(command, job);
            return new HostStepRan(
                    failure(spec, end),
                    end.exitCode(),
                    millisSince(begin),
                    end.toBeAsked(),
                    out.end());
        }
    }

    private static String failure(RunHostStep spec, CommandEnd end) {
        var step = spec.name() + " on " + spec.host();
        return switch (end.kind()) {
            case RAN -> failure(spec, step, end.exitCode());
            case REFUSED -> step + " was not run: the host has seen a later holder.";
            case BUSY -> step + " was not run: " + end.busyIn(spec.folder()) + ".";
            case NOT_RUN -> step + " was not run: the connection was lost before it began.";
            case UNKNOWN -> step + " was begun, and nobody knows how it went. " + end.why();
        };
    }

    private static String failure(RunHostStep spec, String step, int exitCode) {
        return switch (exitCode) {
            case 0 -> "";
            case -1 -> step + " ended, and nobody wrote down how: it was killed.";
            case 124 -> step + " took longer than its limit of " + spec.timeoutSeconds() + " s.";
            default -> step + " ended with exit code " + exitCode + ".";
        };
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
