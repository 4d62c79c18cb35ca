package dev.fairlead.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on 127.0.0.1 that writes what a test says, which need not be HTTP or end. */
public final class Listener implements AutoCloseable {
    /** Writes the answer to one request whose head was read. */
    public interface Answer {
        void write(String request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final AtomicInteger calls = new AtomicInteger();

    private Listener(Answer answer) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> listen(answer));
    }

    public static Listener answering(Answer answer) throws IOException {
        return new Listener(answer);
    }

    /** Answers every request with the same text. */
    public static Listener saying(String text) throws IOException {
        return answering((_, out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** How many requests came. */
    public int calls() {
        return calls.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void listen(Answer answer) {
        while (!socket.isClosed()) {
            try {
                var one = socket.accept();
                Thread.ofVirtual().start(() -> serve(one, answer));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket one, Answer answer) {
        try (one) {
            var head = new StringBuilder();
            for (int read; !head.toString().endsWith("\r\n\r\n"); ) {
                read = one.getInputStream().read();
                if (read < 0) {
                    return;
                }
                head.append((char) read);
            }
            calls.incrementAndGet();
            answer.write(head.toString(), one.getOutputStream());
            one.getOutputStream().flush();
        } catch (IOException _) {
            // The caller has hung up, as it should.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
