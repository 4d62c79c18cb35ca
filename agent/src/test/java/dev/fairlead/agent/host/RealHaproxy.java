package dev.fairlead.agent.host;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An HAProxy of a test's own, in front of the given ports. */
final class RealHaproxy implements AutoCloseable {
    private final Process process;
    final String socket;
    final int port;

    RealHaproxy(Path folder, List<Integer> servers) throws IOException {
        socket = folder.resolve("haproxy.sock").toString();
        port = freePort();
        var lines = new StringBuilder();
        for (int i = 0; i < servers.size(); i++) {
            lines.append(
                    "  server order-%d 127.0.0.1:%d check inter 100 rise 1 fall 1 weight 100%n"
                            .formatted(i + 1, servers.get(i)));
        }
        var config =
                Files.writeString(
                        folder.resolve("haproxy.cfg"),
                        """
                        global
                          stats socket %s mode 600 level admin
                        defaults
                          mode http
                          timeout connect 1s
                          timeout client 30s
                          timeout server 30s
                        frontend in
                          bind 127.0.0.1:%d
                          default_backend orders
                        backend orders
                        %s
                        """
                                .formatted(socket, port, lines));
        process =
                new ProcessBuilder("haproxy", "-db", "-f", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("haproxy.log").toFile())
                        .start();
        await().until(() -> Files.exists(Path.of(socket)));
    }

    Pool pool() {
        return new Pool(socket, "orders");
    }

    static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
