package dev.fairlead.agent.host;

import static org.awaitility.Awaitility.await;

import dev.fairlead.protocol.Balancer;
import dev.fairlead.protocol.Seat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HAProxy of a test's own, in front of the given ports; it is reloaded as systemd would. */
final class RealHaproxy implements AutoCloseable {
    private final Process process;
    private final @Nullable String stateFile;
    private final String name;
    final String socket;
    final int tcp;
    final int port;

    RealHaproxy(Path folder, List<Integer> servers) throws IOException {
        this("lb-1", folder, servers, false);
    }

    /**
     * @param remembers whether it takes its servers' states from a file when it starts
     */
    RealHaproxy(String name, Path folder, List<Integer> servers, boolean remembers)
            throws IOException {
        this.name = name;
        socket = folder.resolve(name + ".sock").toString();
        stateFile = remembers ? folder.resolve(name + ".states").toString() : null;
        port = freePort();
        tcp = freePort();
        var config = Files.writeString(folder.resolve(name + ".cfg"), config(servers));
        process =
                new ProcessBuilder("haproxy", "-W", "-db", "-f", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile())
                        .start();
        await().until(() -> Files.exists(Path.of(socket)));
    }

    private String config(List<Integer> servers) {
        var lines = new StringBuilder();
        for (int i = 0; i < servers.size(); i++) {
            lines.append(
                    "  server order-%d 127.0.0.1:%d check inter 100 rise 1 fall 1 weight 100%n"
                            .formatted(i + 1, servers.get(i)));
        }
        return """
        global
          stats socket %s mode 600 level admin expose-fd listeners
          stats socket ipv4@127.0.0.1:%d level admin
          %s
        defaults
          mode http
          %s
          timeout connect 1s
          timeout client 30s
          timeout server 30s
        frontend in
          bind 127.0.0.1:%d
          default_backend orders
        backend orders
        %s
        """
                .formatted(
                        socket,
                        tcp,
                        stateFile == null ? "" : "server-state-file " + stateFile,
                        stateFile == null ? "" : "load-server-state-from-file global",
                        port,
                        lines);
    }

    Balancer balancer() {
        return new Balancer(name, socket, "orders", stateFile);
    }

    Balancer overTcp() {
        return new Balancer(name, "127.0.0.1:" + tcp, "orders", stateFile);
    }

    Seat seat(String server) {
        return new Seat(balancer(), server);
    }

    Pool pool() {
        return new Pool(balancer(), new FakeHostJob(0));
    }

    /** Starts its worker anew; over when the new one answers. */
    void reload() throws IOException {
        var old = worker();
        new ProcessBuilder("kill", "-USR2", Long.toString(process.pid())).start();
        await().ignoreExceptions().until(() -> !worker().equals(old));
    }

    private String worker() throws IOException {
        return new RuntimeSocket(balancer(), new FakeHostJob(0))
                .ask("show info")
                .lines()
                .filter(line -> line.startsWith("Pid: "))
                .findFirst()
                .orElseThrow();
    }

    static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
