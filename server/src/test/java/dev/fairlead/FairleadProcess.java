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
import java.util.stream.Stream;

/**
 * The real server or agent as a process of its own, which can be killed as power failures do and
 * started again on the same folder and port.
 */
public final class FairleadProcess implements AutoCloseable {
    public static final String ADMIN_PASSWORD = "admin-for-tests";

    /** Small and soon there: it works for seconds only. */
    private static final List<String> JAVA =
            List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED");

    private static final String HEAP = "256m";

    private final String mainClass;
    private final Path folder;
    private final Map<String, String> environment;
    private final Jvm jvm;
    private Process process;

    /** What the Java is that runs it. */
    private record Jvm(List<String> command, String heap, String classPath) {
        static Jvm of(String heap) {
            return new Jvm(JAVA, heap, FairleadProcess.classPath());
        }

        static Jvm recorded(String heap) {
            var command = Stream.of(JAVA, prepared().options()).flatMap(List::stream).toList();
            return new Jvm(command, heap, FairleadProcess.classPath());
        }

        static Jvm of(OrdinaryUser user) {
            var command = Stream.of(user.command(), JAVA).flatMap(List::stream).toList();
            return new Jvm(command, HEAP, user.classPath(FairleadProcess.classPath()));
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

    /**
     * Starts a server on a data folder that nothing happened in yet and waits until it is ready.
     */
    public static FairleadProcess server(Map<String, String> more) {
        return serverOfHeap(HEAP, more);
    }

    /** As {@link #server} with a heap of its own, {@code 512m}. */
    public static FairleadProcess serverOfHeap(String heap, Map<String, String> more) {
        var folder = TestSettings.folder();
        prepared().copyTo(folder);
        var server = startServer(folder, more, Jvm.recorded(heap));
        server.awaitReady();
        return server;
    }

    /** Starts a server on the given folder without waiting for it. */
    public static FairleadProcess startServer(Path folder, Map<String, String> more) {
        return startServer(folder, more, Jvm.recorded(HEAP));
    }

    private static FairleadProcess startServer(Path folder, Map<String, String> more, Jvm jvm) {
        var environment = settings(folder);
        environment.putAll(more);
        return new FairleadProcess("dev.fairlead.FairleadServer", folder, environment, jvm);
    }

    private static Map<String, String> settings(Path folder) {
        var settings = new HashMap<String, String>();
        settings.put("FAIRLEAD_DATA", folder.toString());
        settings.put("FAIRLEAD_HTTP_PORT", String.valueOf(FreePorts.next()));
        settings.put("FAIRLEAD_ADMIN_PASSWORD", ADMIN_PASSWORD);
        settings.put("FAIRLEAD_SSH_PORT", "off");
        settings.put("FAIRLEAD_LOCAL_AGENT", "off");
        return settings;
    }

    private static PreparedServer prepared() {
        return PreparedServer.of(classPath(), JAVA, FairleadProcess::settings);
    }

    /**
     * Starts a server as the ordinary user of a folder, of which it has seen nothing yet; as
     * whoever runs the tests unless that is root.
     */
    public static FairleadProcess startServer(
            OrdinaryUser user, Path folder, Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put("HOME", folder.toString());
        return startServer(folder, all, Jvm.of(user));
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
        var command = new ArrayList<>(jvm.command());
        command.addAll(List.of("-Xmx" + jvm.heap(), "-cp", jvm.classPath()));
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
