package dev.fairlead.agent.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * A shell at the other end that answers one request after the other. Starting one costs as much as
 * its user's login files take; asking it costs what it does.
 */
public final class RemoteShell implements AutoCloseable {
    private static final Duration OPEN = Duration.ofSeconds(10);
    private static final Duration READY = Duration.ofSeconds(20);
    private static final String GREETING = "fairlead ready";
    private static final int MOST_NOISE = 1000;

    /**
     * For whatever shell the user has: it starts one that we know, with nothing of the user's
     * environment but its paths, and hands it the script that comes on its input.
     */
    private static final String START =
            "sh -c 'IFS= read -r n && s=$(head -c \"$n\") &&"
                    + " exec env -i PATH=\"$PATH\" HOME=\"$HOME\" LANG=C.UTF-8 sh -c \"$s\"'";

    private final String place;
    private final ChannelExec channel;
    private final OutputStream out;
    private final Inbox in = new Inbox();
    private final Messages messages = new Messages();
    private boolean broken;
    private boolean asking;

    private RemoteShell(String place, ChannelExec channel) throws IOException {
        this.place = place;
        this.channel = channel;
        channel.setOut(in);
        channel.setErr(messages);
        channel.addCloseFutureListener(_ -> in.end("it closed"));
        channel.open().verify(OPEN);
        out = channel.getInvertedIn();
    }

    static RemoteShell open(ClientSession session, String place, boolean sudo, byte[] script)
            throws IOException, InterruptedException {
        var channel = session.createExecChannel((sudo ? "sudo -n -H " : "") + START);
        var shell = new RemoteShell(place, channel);
        try {
            shell.greet(script, sudo);
            return shell;
        } catch (IOException e) {
            shell.broken = true;
            shell.close();
            throw e;
        }
    }

    private void greet(byte[] script, boolean sudo) throws IOException, InterruptedException {
        try {
            out.write((script.length + "\n").getBytes(StandardCharsets.US_ASCII));
            out.write(script);
            out.flush();
            for (int lines = 0; lines < MOST_NOISE; lines++) {
                var line = in.line(READY);
                if (line == null) {
                    break;
                }
                if (line.equals(GREETING)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new IOException(refusal(sudo), e);
        }
        throw new IOException(place + " gives no shell: it did not answer within 20 s.");
    }

    private String refusal(boolean sudo) {
        var why = messages.text();
        return "%s gives no shell%s: %s."
                .formatted(
                        place,
                        sudo ? " by sudo -n" : "",
                        why.isEmpty() ? "it closed without a word" : why);
    }

    /** Sends a request; the lines of its answer are read with {@link #line}. */
    public void ask(Request request) throws IOException {
        asking = true;
        send(request.bytes());
    }

    /** Sends bytes that the request announced. */
    public void send(InputStream bytes) throws IOException {
        var buffer = new byte[32 * 1024];
        for (var n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
            write(buffer, n);
        }
        flush();
    }

    private void send(byte[] bytes) throws IOException {
        write(bytes, bytes.length);
        flush();
    }

    private void write(byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /**
     * The next line of the answer; null when none came in that time, and "over" at its end.
     *
     * @throws ConnectionLostException when nothing more comes
     */
    public @Nullable String line(Duration patience) throws IOException, InterruptedException {
        try {
            var line = in.line(patience);
            if (line != null && line.equals("over")) {
                asking = false;
            }
            return line;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** The next bytes of the answer, one at least and no more than so many. */
    public byte[] bytes(int most, Duration patience) throws IOException, InterruptedException {
        try {
            var bytes = in.bytes(most, patience);
            if (bytes == null) {
                throw new IOException("no answer within " + patience.toSeconds() + " s");
            }
            return bytes;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** What is to be done when an answer does not come: whoever waits for it gives up. */
    public ConnectionLostException lost(Exception e) {
        broken = true;
        var why = messages.text();
        var message = why.isEmpty() ? String.valueOf(e.getMessage()) : why;
        return new ConnectionLostException(place, message);
    }

    /** Whether it can be asked something else: its last answer was read to the end. */
    boolean isUsable() {
        return !broken && !asking && channel.isOpen() && in.ended() == null;
    }

    /** Says so to the other end: at once, the library would only forget it, and the shell stay. */
    @Override
    public void close() {
        channel.close(false);
    }

    /** The last words on its error output. */
    private static final class Messages extends OutputStream {
        private static final int KEPT = 1000;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (bytes.size() < KEPT) {
                bytes.write(b);
            }
        }

        synchronized String text() {
            var text = bytes.toString(StandardCharsets.UTF_8).strip();
            return text.replaceAll("\\s*\\R\\s*", "; ").replaceAll("[\\p{Cntrl}]|\\.$", "");
        }
    }
}
