package dev.fairlead.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small mail server: speaks enough SMTP to take a mail, or to refuse one address. */
final class MailServer implements AutoCloseable {
    /** One mail as it came. */
    record Got(List<String> to, String text) {}

    private final ServerSocket socket;
    private final List<Got> got = new CopyOnWriteArrayList<>();

    MailServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Without an exception to declare, for the life of a class. */
    static MailServer start() {
        try {
            return new MailServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Got> got() {
        return List.copyOf(got);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8))) {
            say(client, "220 test");
            var to = new ArrayList<String>();
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("RCPT") && line.contains("nobody@")) {
                    say(client, "550 5.1.1 no such mailbox");
                } else if (line.startsWith("DATA")) {
                    say(client, "354 go on");
                    got.add(new Got(List.copyOf(to), data(in)));
                    say(client, "250 taken");
                } else if (line.startsWith("QUIT")) {
                    say(client, "221 bye");
                    return;
                } else {
                    if (line.startsWith("RCPT")) {
                        to.add(line.replaceAll(".*<|>.*", ""));
                    }
                    say(client, "250 fine");
                }
            }
        } catch (IOException _) {
            // The other side hung up.
        }
    }

    private static String data(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
