package dev.fairlead.agent.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A port that answers whatever is asked with the same bytes, dripping where it is asked to. */
public final class Answering implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final boolean drips;
    private volatile String answer;

    private Answering(String answer, boolean drips) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        this.drips = drips;
        Thread.ofVirtual().start(this::serve);
    }

    /** A status line and headers, then the body until the connection closes. */
    public static Answering with(String head, String body) throws IOException {
        return new Answering(text(head, body), false);
    }

    /** Sends a byte now and then, without an end. */
    static Answering dripping() throws IOException {
        return new Answering("HTTP/1.1 200 OK\r\n\r\n", true);
    }

    public void now(String head, String body) {
        answer = text(head, body);
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What was asked, as it came. */
    List<String> asked() {
        return asked;
    }

    private static String text(String head, String body) {
        return "HTTP/1.1 " + head + "\r\nConnection: close\r\n\r\n" + body;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var one = socket.accept();
                Thread.ofVirtual().start(() -> answer(one));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void answer(Socket one) {
        try (one) {
            var bytes = new byte[16 * 1024];
            var read = one.getInputStream().read(bytes);
            asked.add(new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8));
            one.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            while (drips) {
                one.getOutputStream().write('x');
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException _) {
            // The one who asked is gone.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
