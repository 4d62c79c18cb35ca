package dev.fairlead.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The tools that builds find on this machine, with their versions as far as these can be learned.
 */
final class Tools {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_OUTPUT = 4_000;
    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)+");
    private static final List<Tool> KNOWN =
            List.of(
                    new Tool("java", "java", List.of("-version"), ""),
                    new Tool("maven", "mvn", List.of(), "maven-core-"),
                    new Tool("gradle", "gradle", List.of(), "gradle-launcher-"),
                    new Tool("node", "node", List.of("--version"), ""),
                    new Tool("python", "python3", List.of("--version"), ""),
                    new Tool("go", "go", List.of("version"), ""),
                    new Tool("rust", "rustc", List.of("--version"), ""),
                    new Tool("docker", "docker", List.of("--version"), ""),
                    new Tool("podman", "podman", List.of("--version"), ""),
                    new Tool("git", "git", List.of("--version"), ""),
                    new Tool("git-lfs", "git-lfs", List.of("--version"), ""));

    /**
     * One of them.
     *
     * @param question arguments that make it say its version; none where that is slow
     * @param jar how the file in its {@code lib} begins that bears the version, where it is not
     *     asked
     */
    private record Tool(String name, String program, List<String> question, String jar) {}

    private record Found(String name, String version) {}

    private Tools() {}

    /** By name, what is in the folders of a path such as {@code /usr/bin:/bin}. */
    static Map<String, String> on(String path) throws InterruptedException {
        var found = new TreeMap<String, String>();
        var questions = KNOWN.stream().<Callable<Optional<Found>>>map(t -> () -> look(t, path));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(questions.toList())) {
                answer.get().ifPresent(one -> found.put(one.name(), one.version()));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("This is a bug: a tool could not be looked for", e);
        }
        return found;
    }

    private static Optional<Found> look(Tool tool, String path) throws InterruptedException {
        for (var folder : path.split(":")) {
            var program = Path.of(folder.isEmpty() ? "." : folder, tool.program());
            if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                return Optional.of(new Found(tool.name(), version(tool, program, path)));
            }
        }
        return Optional.empty();
    }

    /** Empty where it cannot be learned: a tool without a version is a tool all the same. */
    private static String version(Tool tool, Path program, String path)
            throws InterruptedException {
        try {
            return first(tool.question().isEmpty() ? jar(tool, program) : ask(tool, program, path));
        } catch (IOException _) {
            return "";
        }
    }

    private static String jar(Tool tool, Path program) throws IOException {
        var lib = program.toRealPath().resolveSibling("../lib");
        try (var files = Files.newDirectoryStream(lib, tool.jar() + "*.jar")) {
            for (var file : files) {
                return file.getFileName().toString();
            }
        }
        return "";
    }

    private static String ask(Tool tool, Path program, String path)
            throws IOException, InterruptedException {
        var command = new String[tool.question().size() + 1];
        Arrays.setAll(command, i -> i == 0 ? program.toString() : tool.question().get(i - 1));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", path);
        var process = builder.start();
        process.getOutputStream().close();
        try {
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    ? new String(
                            process.getInputStream().readNBytes(MOST_OUTPUT),
                            StandardCharsets.UTF_8)
                    : "";
        } finally {
            process.destroyForcibly();
        }
    }

    private static String first(String text) {
        var matcher = VERSION.matcher(text);
        return matcher.find() ? matcher.group() : "";
    }
}
