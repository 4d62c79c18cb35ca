package dev.fairlead.agent.build;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.Launcher;
import dev.fairlead.agent.Launcher.Ended;
import dev.fairlead.agent.git.GitCheckout;
import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a build's steps in order until one fails. */
final class BuildSteps {
    private static final Step LFS = new Step("git lfs pull", GitCheckout.LFS_PULL);

    private final Enclosure.Steps steps;
    private final JobContext job;
    private final Enclosure enclosure;
    private final List<StepRun> runs = new ArrayList<>();
    private final long end;

    BuildSteps(Enclosure.Steps steps, JobContext job, Enclosure enclosure) {
        this.steps = steps;
        this.job = job;
        this.enclosure = enclosure;
        end =
                System.nanoTime()
                        + Duration.ofSeconds(steps.spec().limits().timeoutSeconds()).toNanos();
    }

    List<StepRun> runs() {
        return List.copyOf(runs);
    }

    /** Why the build failed, in a sentence; empty when every step ended with 0. */
    String run() throws IOException, InterruptedException {
        for (var step : all()) {
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

    /**
     * Where its files are, the commit says, so that it is fetched as the commit's own steps are.
     */
    private List<Step> all() {
        if (!steps.spec().checkout().lfs()) {
            return steps.spec().steps();
        }
        var all = new ArrayList<>(List.of(LFS));
        all.addAll(steps.spec().steps());
        return all;
    }

    private String run(Step step) throws IOException, InterruptedException {
        job.step(step.name());
        var firstLine = job.log().lines();
        var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        var command = enclosure.command(steps, step.run(), left);
        var ended = Launcher.run(command, job, enclosure.watch(steps));
        runs.add(new StepRun(step.name(), ended.exitCode(), ended.millis(), firstLine));
        return failure(step, ended);
    }

    private String failure(Step step, Ended ended) {
        return switch (ended.how()) {
            case EXITED ->
                    ended.exitCode() == 0
                            ? ""
                            : "Step \"%s\" ended with exit code %d%s."
                                    .formatted(
                                            step.name(),
                                            ended.exitCode(),
                                            enclosure.meaning(ended.exitCode(), steps));
            case TIMED_OUT ->
                    "Step \"%s\" was stopped: the build's steps may take %d s together."
                            .formatted(step.name(), steps.spec().limits().timeoutSeconds());
            case LOG_FULL ->
                    "Step \"%s\" was stopped: the build's log may hold %d bytes."
                            .formatted(step.name(), steps.spec().limits().logLimit());
            case LIMIT_PASSED ->
                    "Step \"%s\" was stopped: %s.".formatted(step.name(), ended.limit());
            case CANCELLED -> "cancelled";
        };
    }
}
