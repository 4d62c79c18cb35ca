package dev.fairlead.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Fairlead server as a child process, with a data folder and a port of its own. */
public final class ServerProcess implements AutoCloseable {
    private final ProcessBuilder builder;
    private final URI address;
    private final Path log;
    private volatile Process process;

    private ServerProcess(ProcessBuilder builder, URI address, Path log) throws IOException {
        this.builder = builder;
        this.address = address;
        this.log = log;
        process = builder.start();
    }

    /** Starts a server; {@link #awaitReady} waits for it. Its output goes to server.log in data. */
    public static ServerProcess start(Path data, int port, Map<String, String> settings)
            throws IOException {
        Files.createDirectories(data);
        var log = data.resolve("server.log");
        var builder =
                new ProcessBuilder(command())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("FAIRLEAD_"));
        environment.put("FAIRLEAD_DATA", data.toString());
        environment.put("FAIRLEAD_HTTP_PORT", Integer.toString(port));
        environment.put("FAIRLEAD_SSH_PORT", "off");
        environment.putAll(settings);
        return new ServerProcess(builder, URI.create("http://127.0.0.1:" + port), log);
    }

    /** Once more, after it ended. */
    void start() throws IOException {
        process = builder.start();
    }

    /** Waits until it ends, and gives its exit code. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    public URI address() {
        return address;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the server says that it is ready. */
    public void awaitReady(Duration atMost) {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(address.resolve("/readyz")).build();
        Await.untilTrue(
                "the server is ready (its log: " + log + ")",
                atMost,
                () -> {
                    if (!process.isAlive()) {
                        throw new StoryFailed("the server ended; its log: " + log);
                    }
                    try {
                        return http.send(request, HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                == 200;
                    } catch (IOException _) {
                        return false;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new StoryFailed("interrupted", e);
                    }
                });
    }

    /** Stops the server as an administrator would, and waits until it is gone. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The launcher's own way where it started us, else this JVM's class path. */
    private static List<String> command() {
        var launcher = System.getProperty("fairlead.launcher");
        if (launcher != null) {
            return List.of(launcher, "server");
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("dev.fairlead.FairleadServer");
        return command;
    }
}
