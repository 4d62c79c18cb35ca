package dev.fairlead.agent.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.sshd.client.channel.ChannelDirectTcpip;

/** Bytes to and from an address behind a host, each wait bounded. */
public final class Tunnel implements AutoCloseable {
    private final ChannelDirectTcpip channel;
    private final Duration patience;
    private final Inbox in = new Inbox();

    Tunnel(ChannelDirectTcpip channel, int patienceMillis) throws IOException {
        this.channel = channel;
        this.patience = Duration.ofMillis(patienceMillis);
        channel.setOut(in);
        channel.addCloseFutureListener(_ -> in.end("it closed"));
        channel.open().verify(patience);
    }

    /**
     * Sends a text and answers what comes back, in ISO 8859-1, until it is whole or the other side
     * closes: a server need not close at once, or ever.
     */
    public String exchange(String text, int most, Predicate<String> whole)
            throws IOException, InterruptedException {
        var out = channel.getInvertedIn();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
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

    @Override
    public void close() {
        channel.close(true);
    }
}
