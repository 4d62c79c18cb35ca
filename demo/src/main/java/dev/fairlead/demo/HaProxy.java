package dev.fairlead.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A HAProxy of our own: its configuration, its process, its runtime socket. */
public final class HaProxy implements AutoCloseable {
    private final Path folder;
    private final Path socket;
    private final int port;
    private final List<Host> hosts;
    private @Nullable Process process;

    /** The backend that all hosts are servers of. */
    public static final String BACKEND = "orders";

    public HaProxy(Path folder, Path socket, int port, List<Host> hosts) {
        this.folder = folder;
        this.socket = socket;
        this.port = port;
        this.hosts = hosts;
    }

    public void start() throws IOException {
        Files.createDirectories(folder);
        stopLeftOver();
        Files.deleteIfExists(socket);
        var configuration = folder.resolve("haproxy.cfg");
        Files.writeString(configuration, configuration());
        process =
                new ProcessBuilder("haproxy", "-db", "-f", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("haproxy.log").toFile())
                        .start();
        Files.writeString(pidFile(), Long.toString(process.pid()));
        var started = process;
        Await.untilTrue(
                "HAProxy listens (see " + folder.resolve("haproxy.log") + ")",
                Duration.ofSeconds(10),
                () -> {
                    if (!started.isAlive()) {
                        throw new StoryFailed("HAProxy ended: " + log());
                    }
                    return Files.exists(socket);
                });
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException _) {
            // The next start finds a pid that is no HAProxy and leaves it alone.
        }
    }

    private String configuration() {
        var servers =
                hosts.stream()
                        .map(host -> "  server %s 127.0.0.1:%d".formatted(host.name(), host.port()))
                        .collect(Collectors.joining("\n"));
        return """
        global
          maxconn 2000
          stats socket %s mode 600 level admin
        defaults
          mode http
          timeout connect 2s
          timeout client 70s
          timeout http-keep-alive 60s
          timeout server 10s
        frontend orders
          bind 127.0.0.1:%d
          default_backend orders
        backend orders
          balance roundrobin
          option httpchk GET /health
          default-server check inter 200ms fall 2 rise 1 weight 100
        %s
        """
                .formatted(socket, port, servers);
    }

    /**
     * A demo that was killed leaves its HAProxy, and a second one would share the port silently.
     */
    private void stopLeftOver() throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        var pid = Files.readString(pidFile()).strip();
        var found = pid.matches("[0-9]{1,9}") ? ProcessHandle.of(Long.parseLong(pid)) : null;
        if (found != null && found.isPresent() && isOurs(pid)) {
            found.get().destroyForcibly();
            found.get().onExit().orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join();
        }
    }

    private boolean isOurs(String pid) throws IOException {
        var commandLine = Path.of("/proc", pid, "cmdline");
        return Files.exists(commandLine)
                && Files.readString(commandLine, StandardCharsets.ISO_8859_1)
                        .contains(folder.resolve("haproxy.cfg").toString());
    }

    private Path pidFile() {
        return folder.resolve("haproxy.pid");
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("haproxy.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
