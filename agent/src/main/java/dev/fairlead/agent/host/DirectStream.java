package dev.fairlead.agent.host;

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

/** From this machine to a balancer's runtime API. */
record DirectStream(SocketChannel channel) implements RuntimeSocket.Stream {
    static DirectStream to(String at) throws IOException {
        var unix = at.startsWith("/");
        var channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            if (unix) {
                channel.connect(UnixDomainSocketAddress.of(at));
            } else {
                channel.socket().connect(address(at), (int) RuntimeSocket.PATIENCE.toMillis());
            }
            return new DirectStream(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static InetSocketAddress address(String at) {
        return new InetSocketAddress(host(at), port(at));
    }

    /** An IPv6 address stands in brackets. */
    static String host(String at) {
        return at.substring(0, at.lastIndexOf(':')).replaceAll("^\\[|]$", "");
    }

    static int port(String at) {
        return Integer.parseInt(at.substring(at.lastIndexOf(':') + 1));
    }

    @Override
    public String ask(String line) throws IOException {
        try (var selector = Selector.open()) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return answer(selector);
        }
    }

    private String answer(Selector selector) throws IOException {
        var bytes = ByteBuffer.allocate(16 * 1024);
        var answer = new StringBuilder();
        var end = System.nanoTime() + RuntimeSocket.PATIENCE.toNanos();
        while (true) {
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0 || selector.select(left) == 0) {
                throw new IOException(
                        "no answer within " + RuntimeSocket.PATIENCE.toSeconds() + " s");
            }
            selector.selectedKeys().clear();
            bytes.clear();
            if (channel.read(bytes) < 0) {
                return answer.toString();
            }
            answer.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
            if (answer.length() > RuntimeSocket.LONGEST_ANSWER) {
                throw new IOException(
                        "an answer of more than " + RuntimeSocket.LONGEST_ANSWER + " bytes");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
