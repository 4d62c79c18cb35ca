package dev.fairlead.agent.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that send one request after the other, each on a connection of its own. */
final class ShortRequests implements AutoCloseable {
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: orders\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean running = true;
    final AtomicLong served = new AtomicLong();
    final AtomicLong failed = new AtomicLong();

    ShortRequests(int port, int count) {
        this.port = port;
        for (int i = 0; i < count; i++) {
            clients.add(Thread.ofPlatform().daemon().start(this::client));
        }
    }

    private void client() {
        while (running) {
            (once(port) ? served : failed).incrementAndGet();
        }
    }

    /** Whether one request was answered well. */
    static boolean once(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(REQUEST);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.startsWith("HTTP/1.1 200");
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        for (var client : clients) {
            client.join();
        }
    }
}
