package dev.fairlead.deploy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A real HAProxy in front of hosts of a test. */
final class TestHaproxy implements AutoCloseable {
    private final Path folder;
    private final Path socket;
    private final int port;
    private Process process;

    TestHaproxy(Path folder, int port, Map<String, Integer> servers) throws IOException {
        this.folder = folder;
        this.port = port;
        this.socket = folder.resolve("haproxy.sock");
        var lines = new StringBuilder();
        new TreeMap<>(servers)
                .forEach((name, at) ->
                        lines.append("  server %s 127.0.0.1:%d%n".formatted(name, at)));
        var config =
                """
                global
                  stats socket %s mode 666 level admin
                defaults
                  mode http
                  timeout connect 1s
                  timeout client 30s
                  timeout server 30s
                  default-server check inter 100 rise 1 fall 2
                frontend in
                  bind 127.0.0.1:%d
                  default_backend orders
                backend orders
                %s
                """
                        .formatted(socket, port, lines);
        Files.writeString(folder.resolve("haproxy.cfg"), config);
        process = started();
    }

    private Process started() throws IOException {
        Files.deleteIfExists(socket);
        var file = folder.resolve("haproxy.cfg");
        var started =
                new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("haproxy.log").toFile())
                        .start();
        await().until(() -> Files.exists(socket));
        return started;
    }

    /** It dies and comes up again as its supervisor would have it: with all servers in the pool. */
    void killAndRestart() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        process = started();
    }

    Path socket() {
        return socket;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The servers' states by name. */
    Map<String, String> states() throws IOException {
        var states = new TreeMap<String, String>();
        for (var line : ask("show stat orders 4 -1").lines().toList()) {
            var cells = line.split(",", -1);
            if (cells[0].equals("orders")) {
                states.put(cells[1], cells[17]);
            }
        }
        return states;
    }

    private String ask(String command) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            var bytes = Channels.newInputStream(channel).readAllBytes();
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
