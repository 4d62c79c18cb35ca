package dev.fairlead.agent.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The program of a container engine, asked in the agent's own folder: where a job writes, a PATH
 * that names the current folder would run the job's program instead.
 *
 * @param program podman or docker
 */
record Engine(String program, Path work) {
    static final Duration ANSWER = Duration.ofSeconds(30);

    private static final int MOST_SAID = 8_000;

    /** The engine keeps images and settings where the agent's user has them. */
    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        for (var name : List.of("PATH", "HOME", "XDG_RUNTIME_DIR", "DOCKER_HOST")) {
            var value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }

    String ask(String... what) throws IOException, InterruptedException {
        return ask(List.of(what), ANSWER);
    }

    /**
     * What it says.
     *
     * @throws IOException with what it says when it does not do it, or not in time
     */
    String ask(List<String> what, Duration patience) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(what);
        var builder =
                new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        var process = builder.start();
        process.getOutputStream().close();
        var end =
                process.onExit()
                        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((_, late) -> kill(process, late));
        var said = new String(process.getInputStream().readNBytes(MOST_SAID), UTF_8).strip();
        process.waitFor();
        if (end.isCompletedExceptionally()) {
            throw new IOException(
                    "no answer to %s within %d s".formatted(what.getFirst(), patience.toSeconds()));
        }
        if (process.exitValue() != 0) {
            throw new IOException(said);
        }
        return said;
    }

    /** By its handle: killed as a process, its words would be closed before they were read. */
    private static void kill(Process process, @Nullable Throwable late) {
        if (late != null) {
            process.toHandle().destroyForcibly();
        }
    }
}
