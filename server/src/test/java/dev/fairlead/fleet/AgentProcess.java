package dev.fairlead.fleet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real agent in a process of its own. Ends with the test, or before by force. */
public final class AgentProcess implements AutoCloseable {
    private final Process process;

    private AgentProcess(Process process) {
        this.process = process;
    }

    public static AgentProcess start(
            String url, String token, String name, Path work, String... more) throws IOException {
        return start(url, token, name, work, System.getenv("PATH"), List.of(more));
    }

    /** As {@link #start}, where programs are looked for in these folders only. */
    static AgentProcess start(
            String url, String token, String name, Path work, String path, List<String> more)
            throws IOException {
        return start(url, token, name, work, Map.of("PATH", path), more);
    }

    /** As {@link #start}, with other variables than the test's own. */
    static AgentProcess start(
            String url,
            String token,
            String name,
            Path work,
            Map<String, String> environment,
            List<String> more)
            throws IOException {
        Files.createDirectories(work);
        var line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.fairlead.agent.AgentCommand",
                                "--url",
                                url,
                                "--name",
                                name,
                                "--work",
                                work.toString()));
        line.addAll(more);
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("FAIRLEAD_AGENT_TOKEN", token);
        builder.environment().putAll(environment);
        builder.redirectOutput(new File(work + ".out"));
        return new AgentProcess(builder.start());
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        kill();
    }
}
