package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome.HostStepRan;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;

/** Runs the commands of a deployment. A step without a command only fetches the bytes. */
final class HostSteps {
    private HostSteps() {}

    static HostStepRan run(RunHostStep spec, HostJob job) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var folder = HostFolder.of(spec.folder()).prepare();
        var environment = new HashMap<>(spec.environment());
        if (spec.artifact() != null) {
            var file = new ArtifactShelf(folder).get(spec.artifact(), job);
            environment.put("FAIRLEAD_ARTIFACT", file.toString());
        }
        if (environment.containsKey(RunHostStep.CHECKOUT)) {
            environment.put(RunHostStep.CHECKOUT, job.source().toString());
        }
        if (spec.command().isBlank()) {
            return new HostStepRan("", 0, millisSince(begin), false);
        }
        try (var out = KeptOut.of(spec.keepOut(), job)) {
            var end =
                    new FencedCommand(folder, job)
                            .run(spec.name(), spec.command(), environment, spec.timeoutSeconds());
            return new HostStepRan(
                    failure(spec, end),
                    end.exitCode(),
                    millisSince(begin),
                    end.refused(),
                    out.end());
        }
    }

    private static String failure(RunHostStep spec, FencedCommand.End end) {
        var step = spec.name() + " on " + spec.host();
        if (end.refused()) {
            return step + " was not run: the host has seen a later holder.";
        }
        if (end.busy()) {
            return step + " was not run: another command holds the lock of " + spec.folder() + ".";
        }
        return switch (end.exitCode()) {
            case 0 -> "";
            case -1 -> step + " ended, and nobody wrote down how: it was killed.";
            case 124 -> step + " took longer than its limit of " + spec.timeoutSeconds() + " s.";
            default -> step + " ended with exit code " + end.exitCode() + ".";
        };
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
