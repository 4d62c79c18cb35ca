package dev.fairlead.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A steady load of GET requests over keep-alive connections that counts every answer. Nothing is
 * tried again: a refused connection, a cut answer or a status other than 200 is a failed request.
 */
public final class Load implements AutoCloseable {
    private final InetSocketAddress target;
    private final byte[] request;
    private final Duration pause;
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String firstFailure = "";
    private final List<Thread> clients = new ArrayList<>();
    private final Instant started = Instant.now();
    private volatile boolean running = true;

    /**
     * @param connections clients, each sending one request at a time
     * @param perSecond requests a second of all together, when each answer comes in time
     */
    public Load(InetSocketAddress target, String path, int connections, int perSecond) {
        this.target = target;
        this.request =
                ("GET " + path + " HTTP/1.1\r\nHost: orders\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        this.pause = Duration.ofSeconds(1).multipliedBy(connections).dividedBy(perSecond);
        for (int i = 0; i < connections; i++) {
            clients.add(Thread.ofPlatform().daemon().name("load-" + i).start(this::client));
        }
    }

    public long served() {
        return served.get();
    }

    public long failed() {
        return failed.get();
    }

    /** What the first failed request met; empty when none failed. */
    public String firstFailure() {
        return firstFailure;
    }

    /** Requests a second since the start. */
    public long rate() {
        var millis = Math.max(1, Duration.between(started, Instant.now()).toMillis());
        return served.get() * 1000 / millis;
    }

    @Override
    public void close() {
        running = false;
        for (var client : clients) {
            try {
                client.join(Duration.ofSeconds(6));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void client() {
        while (running) {
            try (var socket = new Socket()) {
                socket.setSoTimeout(5_000);
                socket.setTcpNoDelay(true);
                socket.connect(target, 5_000);
                converse(socket);
            } catch (IOException e) {
                if (running) {
                    fail(e.toString());
                    LockSupport.parkNanos(pause.toNanos());
                }
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        var next = System.nanoTime();
        while (running) {
            socket.getOutputStream().write(request);
            var status = answer(in);
            if (status.startsWith("HTTP/1.1 200")) {
                served.incrementAndGet();
            } else {
                fail(status);
            }
            next = Math.max(next + pause.toNanos(), System.nanoTime() - pause.toNanos());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private synchronized void fail(String why) {
        failed.incrementAndGet();
        if (firstFailure.isEmpty()) {
            firstFailure = Instant.now() + " " + why;
        }
    }

    /** Reads one whole answer and returns its status line. */
    private static String answer(InputStream in) throws IOException {
        var status = line(in);
        long length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the connection was closed in an answer");
            }
            if (c == '\n') {
                return line.toString().strip();
            }
            line.append((char) c);
        }
    }
}
