package dev.fairlead.agent.host;

import dev.fairlead.protocol.Balancer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * HAProxy's runtime API, over a unix socket or TCP: one command line for each connection, and a
 * bounded answer in time.
 */
final class RuntimeSocket {
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Balancer balancer;

    RuntimeSocket(Balancer balancer) {
        this.balancer = balancer;
    }

    String ask(String command) throws IOException {
        if (command.chars().anyMatch(c -> c < ' ' || c == ';')) {
            throw new IllegalArgumentException("This is a bug: a command of more than one line");
        }
        try (var channel = open();
                var selector = Selector.open()) {
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return answer(channel, selector);
        } catch (IOException e) {
            throw new IOException(
                    "Balancer %s did not answer at %s: %s."
                            .formatted(balancer.name(), balancer.at(), e.getMessage()),
                    e);
        }
    }

    private SocketChannel open() throws IOException {
        var at = balancer.at();
        var unix = at.startsWith("/");
        var channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            if (unix) {
                channel.connect(UnixDomainSocketAddress.of(at));
            } else {
                channel.socket().connect(address(at), (int) PATIENCE.toMillis());
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** An IPv6 address stands in brackets. */
    private static InetSocketAddress address(String at) {
        var colon = at.lastIndexOf(':');
        var host = at.substring(0, colon).replaceAll("^\\[|]$", "");
        return new InetSocketAddress(host, Integer.parseInt(at.substring(colon + 1)));
    }

    private static String answer(SocketChannel channel, Selector selector) throws IOException {
        var bytes = ByteBuffer.allocate(16 * 1024);
        var answer = new StringBuilder();
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0 || selector.select(left) == 0) {
                throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
            }
            selector.selectedKeys().clear();
            bytes.clear();
            if (channel.read(bytes) < 0) {
                return answer.toString();
            }
            answer.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
            if (answer.length() > LONGEST_ANSWER) {
                throw new IOException("an answer of more than " + LONGEST_ANSWER + " bytes");
            }
        }
    }
}
