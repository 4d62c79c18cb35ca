package dev.fairlead.agent.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.agent.Folders;
import dev.fairlead.agent.JobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The machine's git, with settings of nobody's but ours: what a commit's attributes name, filters
 * and hooks, is not there to be run. The settings stand in a file of a home folder made for one
 * command, because a ticket among them must be seen in no list of processes.
 *
 * @param path folders to find programs in, absolute
 * @param homes where such folders are made; only the agent's user may look into it
 */
record GitProgram(String path, Path homes) {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int MOST_SAID = 1 << 20;
    private static final Map<String, String> OURS =
            Map.of(
                    "core.hooksPath", "/dev/null",
                    "core.fsmonitor", "false",
                    "credential.helper", "",
                    "protocol.version", "2",
                    "protocol.allow", "never",
                    "protocol.http.allow", "always",
                    "protocol.https.allow", "always",
                    "protocol.file.allow", "always",
                    "gc.autoDetach", "false",
                    "advice.detachedHead", "false");

    /** With the folders of this process's PATH that do not depend on where it stands. */
    static GitProgram in(Path homes) {
        var given = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        var path =
                Arrays.stream(given.split(":"))
                        .filter(folder -> folder.startsWith("/"))
                        .collect(Collectors.joining(":"));
        return new GitProgram(path, homes);
    }

    boolean has(String program) {
        return Arrays.stream(path.split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    String run(JobContext job, Path folder, String... arguments)
            throws IOException, InterruptedException {
        return run(job, folder, Map.of(), List.of(arguments));
    }

    /**
     * Runs it to its end.
     *
     * @throws IOException with what it said when it failed, was cancelled or took too long
     */
    String run(JobContext job, Path folder, Map<String, String> settings, List<String> arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(homes);
        var home = Files.createTempDirectory(homes, "home");
        try {
            Files.writeString(home.resolve(".gitconfig"), text(settings));
            return run(job, folder, home, arguments);
        } finally {
            Folders.delete(home);
        }
    }

    private String run(JobContext job, Path folder, Path home, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program()));
        command.addAll(arguments);
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment(home));
        var process = builder.start();
        process.getOutputStream().close();
        job.onCancel(() -> kill(process));
        var end =
                process.onExit()
                        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((_, late) -> {
                            if (late != null) {
                                kill(process);
                            }
                        });
        var said = new String(process.getInputStream().readNBytes(MOST_SAID), UTF_8);
        process.waitFor();
        if (end.isCompletedExceptionally()) {
            throw new IOException(
                    "git %s took longer than %d minutes."
                            .formatted(arguments.getFirst(), PATIENCE.toMinutes()));
        }
        if (process.exitValue() != 0) {
            throw new IOException("git %s: %s".formatted(arguments.getFirst(), said.strip()));
        }
        return said;
    }

    /** Before a workspace's own: git looks for its parts beside itself. */
    private String program() {
        return Arrays.stream(path.split(":"))
                .map(folder -> Path.of(folder, "git"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElse("git");
    }

    private Map<String, String> environment(Path home) {
        return Map.of(
                "HOME", home.toString(),
                "PATH", path,
                "LC_ALL", "C",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_LITERAL_PATHSPECS", "1",
                "XDG_CONFIG_HOME", home.toString());
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    /** As git reads it: a section for each, the value in quotes. */
    private static String text(Map<String, String> settings) {
        var all = new TreeMap<>(OURS);
        all.putAll(settings);
        var text = new StringBuilder();
        all.forEach((name, value) -> {
            var dot = name.indexOf('.');
            var last = name.lastIndexOf('.');
            text.append('[').append(name, 0, dot);
            if (last > dot) {
                text.append(" \"").append(name, dot + 1, last).append('"');
            }
            text.append("]\n").append(name.substring(last + 1)).append(" = ");
            text.append('"').append(quoted(value)).append("\"\n");
        });
        return text.toString();
    }

    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
