package dev.fairlead.agent.build;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.Launcher;
import dev.fairlead.agent.Launcher.Ended;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a build's steps in order until one fails. */
final class BuildSteps {
    private final RunBuild spec;
    private final JobContext job;
    private final Sandbox sandbox;
    private final Sandbox.Folders folders;
    private final List<StepRun> runs = new ArrayList<>();
    private final long end;

    BuildSteps(RunBuild spec, JobContext job, Sandbox sandbox, Sandbox.Folders folders) {
        this.spec = spec;
        this.job = job;
        this.sandbox = sandbox;
        this.folders = folders;
        end = System.nanoTime() + Duration.ofSeconds(spec.limits().timeoutSeconds()).toNanos();
    }

    List<StepRun> runs() {
        return List.copyOf(runs);
    }

    /** Why the build failed, in a sentence; empty when every step ended with 0. */
    String run() throws IOException, InterruptedException {
        for (var step : spec.steps()) {
            if (job.cancelled()) {
                return "cancelled";
            }
            var failure = run(step);
            if (!failure.isEmpty()) {
                return failure;
            }
        }
        return "";
    }

    private String run(Step step) throws IOException, InterruptedException {
        job.step(step.name());
        var firstLine = job.log().lines();
        var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        var command = sandbox.command(folders, step.run(), spec, left);
        var ended = Launcher.run(command, job);
        runs.add(new StepRun(step.name(), ended.exitCode(), ended.millis(), firstLine));
        return failure(step, ended);
    }

    private String failure(Step step, Ended ended) {
        return switch (ended.how()) {
            case EXITED ->
                    ended.exitCode() == 0
                            ? ""
                            : "Step \"%s\" ended with exit code %d."
                                    .formatted(step.name(), ended.exitCode());
            case TIMED_OUT ->
                    "Step \"%s\" was stopped: the build's steps may take %d s together."
                            .formatted(step.name(), spec.limits().timeoutSeconds());
            case LOG_FULL ->
                    "Step \"%s\" was stopped: the build's log may hold %d bytes."
                            .formatted(step.name(), spec.limits().logLimit());
            case CANCELLED -> "cancelled";
        };
    }
}
