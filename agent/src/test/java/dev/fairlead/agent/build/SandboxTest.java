package dev.fairlead.agent.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.agent.limit.Guards;
import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @TempDir Path folder;

    /** With them bubblewrap itself would load the commit's code, outside. */
    @Test
    void setsAPlansVariablesInsideAndNotForBubblewrap() throws IOException, InterruptedException {
        var own = Files.createDirectory(folder.resolve("job"));
        var folders = new JobFolders(own, own, own, Map.of());
        var variables = Map.of("LD_PRELOAD", "/workspace/evil.so", "PATH", "/workspace");
        var spec =
                new RunBuild(
                        List.of(),
                        variables,
                        RunBuild.Checkout.ARCHIVE,
                        List.of(),
                        RunBuild.Results.NONE,
                        new RunBuild.Caches("c", null),
                        RunBuild.Surroundings.USUAL,
                        new RunBuild.Limits(60, 1_000));
        var guards = Guards.of(new Bounds(64, 50, 10), folder);
        try (var guard = guards.guard(spec.surroundings().bounds(), List.of(own), List.of())) {
            var command =
                    Sandbox.probe(folder, List.of())
                            .command(
                                    new Enclosure.Steps(1, spec, variables, folders, guard),
                                    "true",
                                    Duration.ofMinutes(1));

            assertThat(command.environment()).containsOnlyKeys("PATH");
            assertThat(command.environment().get("PATH")).isNotEqualTo("/workspace");
            assertThat(command.arguments()).noneMatch(argument -> argument.contains("evil"));
            assertThat(new String(command.input(), UTF_8).split("\0"))
                    .containsSubsequence(
                            "--clearenv", "--setenv", "LD_PRELOAD", "/workspace/evil.so");
        }
    }
}
