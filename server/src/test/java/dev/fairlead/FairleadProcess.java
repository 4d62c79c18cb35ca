package dev.fairlead;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The real server or agent as a process of its own, which can be killed as power failures do and
 * started again on the same folder and port.
 */
public final class FairleadProcess implements AutoCloseable {
    public static final String ADMIN_PASSWORD = "admin-for-tests";

    private static final String HEAP = "256m";

    private final String mainClass;
    private final Path folder;
    private final Map<String, String> environment;
    private final Jvm jvm;
    private Process process;

    /** What the Java is that runs it; {@code before} stands before the command. */
    private record Jvm(List<String> before, String heap, String classPath) {
        static Jvm of(String heap) {
            return new Jvm(List.of(), heap, FairleadProcess.classPath());
        }
    }

    private FairleadProcess(
            String mainClass, Path folder, Map<String, String> environment, Jvm jvm) {
        this.mainClass = mainClass;
        this.folder = folder;
        this.environment = environment;
        this.jvm = jvm;
        this.process = launch();
    }

    /** Starts a server on a new data folder and waits until it is ready. */
    public static FairleadProcess server(Map<String, String> more) {
        var server = startServer(TestSettings.folder(), more);
        server.awaitReady();
        return server;
    }

    /** As {@link #server} with a heap of its own, {@code 512m}. */
    public static FairleadProcess serverOfHeap(String heap, Map<String, String> more) {
        var server = startServer(TestSettings.folder(), more, Jvm.of(heap));
        server.awaitReady();
        return server;
    }

    /** Starts a server on the given folder without waiting for it. */
    public static FairleadProcess startServer(Path folder, Map<String, String> more) {
        return startServer(folder, more, Jvm.of(HEAP));
    }

    private static FairleadProcess startServer(Path folder, Map<String, String> more, Jvm jvm) {
        var environment = new HashMap<String, String>();
        environment.put("FAIRLEAD_DATA", folder.toString());
        environment.put("FAIRLEAD_HTTP_PORT", String.valueOf(TestSettings.freePort()));
        environment.put("FAIRLEAD_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("FAIRLEAD_SSH_PORT", "off");
        environment.put("FAIRLEAD_LOCAL_AGENT", "off");
        environment.putAll(more);
        return new FairleadProcess("dev.fairlead.FairleadServer", folder, environment, jvm);
    }

    /**
     * Starts a server as the ordinary user of a folder, of which it has seen nothing yet; as
     * whoever runs the tests unless that is root.
     */
    public static FairleadProcess startServer(
            OrdinaryUser user, Path folder, Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put("HOME", folder.toString());
        return startServer(folder, all, new Jvm(user.command(), HEAP, user.classPath(classPath())));
    }

    /** Starts an agent; the environment needs FAIRLEAD_URL and FAIRLEAD_AGENT_TOKEN. */
    public static FairleadProcess agent(Map<String, String> environment, String... arguments) {
        var command = String.join(" ", arguments);
        return new FairleadProcess(
                ("dev.fairlead.agent.AgentCommand " + command).strip(),
                TestSettings.folder(),
                environment,
                Jvm.of(HEAP));
    }

    /** The server's data folder, or the folder that the agent was started in. */
    public Path folder() {
        return folder;
    }

    public URI url() {
        var scheme = environment.containsKey("FAIRLEAD_TLS_CERT") ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + environment.get("FAIRLEAD_HTTP_PORT"));
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Everything that it printed since its first start. */
    public String output() {
        try {
            return Files.readString(folder.resolve("output.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server's database answers; fails at once where the process has ended. */
    public void awaitReady() {
        var request = HttpRequest.newBuilder(url().resolve("/readyz")).build();
        try (var client = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(300))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> isReady(client, request));
        }
    }

    private boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The process has ended:\n" + output());
        }
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** Ends it as a power failure would: no handler of its own runs. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, as a supervisor does, and waits. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Waits for the end and gives back the exit code. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The process does not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again where it was, after it has ended. */
    public void restart() {
        process = launch();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private Process launch() {
        var command = new ArrayList<>(jvm.before());
        command.addAll(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx" + jvm.heap(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        jvm.classPath()));
        command.addAll(List.of(mainClass.split(" ")));
        var builder = new ProcessBuilder(command);
        builder.directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("output.log").toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the tests' own classes, which would give the server the tests' settings. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(":"));
    }
}
