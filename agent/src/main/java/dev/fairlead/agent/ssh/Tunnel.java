package dev.fairlead.agent.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;

/** Bytes to and from an address or a unix socket behind a host, each wait bounded. */
public final class Tunnel implements AutoCloseable {
    private final AbstractClientChannel channel;
    private final Duration patience;
    private final Inbox in = new Inbox();

    private Tunnel(AbstractClientChannel channel, int patienceMillis) {
        this.channel = channel;
        this.patience = Duration.ofMillis(patienceMillis);
        channel.setOut(in);
        channel.addChannelListener(new AtItsEnd());
        channel.addCloseFutureListener(_ -> in.end("it closed"));
    }

    /**
     * @throws NotOpenedException when the host said why not
     */
    static Tunnel through(AbstractClientChannel channel, int patienceMillis) throws IOException {
        var tunnel = new Tunnel(channel, patienceMillis);
        try {
            var opening = channel.open();
            channel.addCloseFutureListener(
                    _ -> opening.setException(new IOException("the connection was lost")));
            opening.verify(tunnel.patience);
            return tunnel;
        } catch (IOException e) {
            channel.close(true);
            throw tunnel.refusal(e);
        }
    }

    private IOException refusal(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshChannelOpenException refused) {
                return new NotOpenedException(
                        refused.getReasonCode(), String.valueOf(refused.getMessage()));
            }
        }
        return String.valueOf(e.getMessage()).contains("within specified timeout")
                ? new IOException("no answer within " + patience.toSeconds() + " s", e)
                : e;
    }

    /**
     * Sends a text and answers what comes back, in ISO 8859-1, until it is whole or the other side
     * closes: a server need not close at once, or ever.
     */
    public String exchange(String text, int most, Predicate<String> whole)
            throws IOException, InterruptedException {
        send(text);
        var answer = new StringBuilder();
        while (answer.length() < most && !whole.test(answer.toString())) {
            try {
                var bytes = in.bytes(most - answer.length(), patience);
                if (bytes == null && !answer.isEmpty()) {
                    break;
                }
                if (bytes == null) {
                    throw new IOException("no answer within " + patience.toMillis() + " ms");
                }
                answer.append(new String(bytes, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                if (in.ended() == null || answer.isEmpty()) {
                    throw e;
                }
                break;
            }
        }
        return answer.toString();
    }

    /**
     * Sends a text and answers all that comes back until the other side says that this was all. An
     * answer whose connection ended before is none.
     */
    public String ask(String text, int most) throws IOException {
        send(text);
        try {
            return new String(in.all(most, patience), StandardCharsets.ISO_8859_1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("it was not asked to the end").initCause(e);
        }
    }

    private void send(String text) throws IOException {
        var out = channel.getInvertedIn();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Says so to the other end: at once, the library would only forget it, and the way stay. */
    @Override
    public void close() {
        channel.close(false);
    }

    /**
     * Whoever listens at a socket closes it when all is said; the channel stays open beyond that.
     */
    private final class AtItsEnd implements ChannelListener {
        @Override
        public void channelStateChanged(Channel of, String hint) {
            if (channel.isEofSignalled()) {
                in.finish();
            }
        }
    }
}
