package dev.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.agent.Launcher.Command;
import dev.fairlead.agent.Launcher.Ended;
import dev.fairlead.agent.Launcher.Ended.How;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobSpec.RunBuild;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir Path folder;

    @Test
    void handsOnBothOutputsAndTheExitCode() throws IOException, InterruptedException {
        try (var job = job(1_000)) {
            var ended = run(job, LONG, "echo out; echo err >&2; exit 7");

            assertThat(ended.how()).isEqualTo(How.EXITED);
            assertThat(ended.exitCode()).isEqualTo(7);
            assertThat(said(job)).isEqualTo("out\nerr\n");
        }
    }

    @Test
    void givesNothingOfItsOwnEnvironment() throws IOException, InterruptedException {
        try (var job = job(1_000)) {
            run(job, LONG, "/usr/bin/env | grep -v -e ^PWD= -e ^SHLVL= -e ^_=");

            assertThat(said(job)).isEqualTo("A=b\n");
        }
    }

    @Test
    void killsWhatTakesTooLong() throws IOException, InterruptedException {
        try (var job = job(1_000)) {
            var ended = run(job, Duration.ofMillis(100), "echo begun; sleep 77 & sleep 78");

            assertThat(ended.how()).isEqualTo(How.TIMED_OUT);
        }
    }

    @Test
    void killsWhatWritesMoreThanTheLogHolds() throws IOException, InterruptedException {
        try (var job = job(100_000)) {
            var ended = run(job, LONG, "yes");

            assertThat(ended.how()).isEqualTo(How.LOG_FULL);
            assertThat(job.log().lines()).isEqualTo(50_000);
        }
    }

    private RunningJob job(long logLimit) throws IOException {
        var spec =
                new RunBuild(
                        List.of(),
                        Map.of(),
                        RunBuild.Checkout.ARCHIVE,
                        List.of(),
                        RunBuild.Results.NONE,
                        new RunBuild.Caches("c", null),
                        RunBuild.Surroundings.USUAL,
                        new RunBuild.Limits(60, logLimit));
        var nowhere = new ServerLink(URI.create("http://127.0.0.1:1"), null);
        return new RunningJob(
                nowhere,
                new Assignment(1, 1, 1_000, spec),
                folder,
                new FetchedArtifacts(folder),
                null);
    }

    private Ended run(RunningJob job, Duration timeout, String script)
            throws IOException, InterruptedException {
        var shell = List.of("/bin/sh", "-c", script);
        return Launcher.run(new Command(shell, folder, Map.of("A", "b"), timeout), job);
    }

    private static String said(RunningJob job) throws IOException {
        return new String(job.log().read(0, 1_000), StandardCharsets.UTF_8);
    }
}
