package dev.fairlead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real servers on this machine, which the test allows, and some that mean no good. */
@Timeout(60)
class OutboundTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Outbound outbound = outbound(List.of("127.0.0.1"));

    @AfterEach
    void close() throws IOException {
        outbound.close();
    }

    @Test
    void givesTheAnswer() throws IOException {
        try (var server = Listener.saying(OK + "X-A: b\r\nContent-Length: 5\r\n\r\nhello");
                var reply = outbound.send(call(server.url("/hook")))) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-a")).contains("b");
            assertThat(new String(reply.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("hello");
        }
    }

    @Test
    void reachesNothingThatIsNotAllowed() throws IOException {
        try (var server = Listener.saying(OK + "\r\n");
                var strict = outbound(List.of())) {
            for (var host : List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]")) {
                assertThatExceptionOfType(CallFailed.class)
                        .isThrownBy(() -> strict.send(call("http://" + host + ":" + server.port())))
                        .withMessageContaining("is not an address of the public internet");
            }
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void asksForAnAddressOnceAndConnectsToThatOne() throws IOException {
        var asked = new AtomicInteger();
        Guard.Names changing =
                _ -> {
                    // The second answer would lead elsewhere.
                    var first = asked.getAndIncrement() == 0;
                    return new InetAddress[] {
                        InetAddress.ofLiteral(first ? "127.0.0.1" : "127.0.0.2")
                    };
                };
        try (var server = Listener.saying(OK + "Content-Length: 0\r\n\r\n");
                var out = new Outbound(guard(changing, List.of("127.0.0.1")), tls());
                var reply = out.send(call("http://name.example:" + server.port() + "/"))) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (var target = Listener.saying(OK + "\r\n");
                var server =
                        Listener.saying(
                                "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                                        .formatted(target.url("/")));
                var reply = outbound.send(call(server.url("/")))) {
            assertThat(reply.status()).isEqualTo(302);
            assertThat(target.calls()).isZero();
        }
    }

    @Test
    void endsABodyWithoutEndAtItsLimit() throws IOException {
        try (var server =
                        Listener.answering((_, out) -> {
                            out.write((OK + "\r\n").getBytes(StandardCharsets.UTF_8));
                            while (true) {
                                out.write(new byte[1 << 16]);
                            }
                        });
                var reply = outbound.send(call(server.url("/")))) {
            assertThatExceptionOfType(CallFailed.class)
                    .isThrownBy(() -> reply.body().readAllBytes())
                    .withMessage(
                            "127.0.0.1 answered with more than 100000 bytes, which is the limit.");
        }
    }

    @Test
    void hangsUpOnWhoTrickles() throws IOException {
        try (var server =
                Listener.answering((_, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.UTF_8));
                    while (true) {
                        out.write('a');
                        out.flush();
                        TimeUnit.MILLISECONDS.sleep(50);
                    }
                })) {
            fails(server.url("/"))
                    .withMessage("127.0.0.1 took longer than 2 s, which is the limit.");
        }
    }

    @Test
    void givesTheBeginningOfABodyThatTrickles() throws IOException {
        try (var server =
                        Listener.answering((_, out) -> {
                            out.write((OK + "\r\nbegun").getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            TimeUnit.SECONDS.sleep(30);
                        });
                var reply = outbound.send(call(server.url("/")))) {
            assertThat(new String(reply.beginning(100), StandardCharsets.UTF_8)).isEqualTo("begun");
        }
    }

    @Test
    void refusesHeadersWithoutEnd() throws IOException {
        try (var long1 = Listener.saying(OK + "X: " + "a".repeat(20_000) + "\r\n\r\n");
                var many = Listener.saying(OK + "X: a\r\n".repeat(200) + "\r\n")) {
            var words = "127.0.0.1 answered with headers that are longer than the limit.";
            fails(long1.url("/")).withMessage(words);
            fails(many.url("/")).withMessage(words);
        }
    }

    @Test
    void tellsWhatWentWrong() throws IOException {
        try (var server = Listener.saying("220 mail.example ESMTP\r\n\r\n");
                var closed = new Socket()) {
            fails(server.url("/")).withMessage("127.0.0.1 broke the connection off.");
            // Held, so that nobody else listens there meanwhile.
            closed.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            fails("http://127.0.0.1:" + closed.getLocalPort() + "/")
                    .withMessage("127.0.0.1 does not take the connection.");
        }
        try (var silent = Listener.answering((_, _) -> {});
                var unknown =
                        new Outbound(
                                guard(
                                        host -> {
                                            throw new UnknownHostException(host);
                                        },
                                        List.of()),
                                tls())) {
            fails(silent.url("/")).withMessageStartingWith("127.0.0.1 ");
            assertThatExceptionOfType(CallFailed.class)
                    .isThrownBy(() -> unknown.send(call("http://no.example/")))
                    .withMessage("There is no host no.example.");
        }
    }

    private ThrowableAssertAlternative<CallFailed> fails(String url) {
        return assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> outbound.send(call(url)));
    }

    private static Call call(String url) {
        return new Call("GET", URI.create(url), Map.of(), null, SOON, 100_000);
    }

    private static Outbound outbound(List<String> allowed) {
        return new Outbound(guard(InetAddress::getAllByName, allowed), tls());
    }

    private static Guard guard(Guard.Names names, List<String> allowed) {
        return new Guard(names, Allowed.parse(allowed));
    }

    private static DefaultClientTlsStrategy tls() {
        return DefaultClientTlsStrategy.createDefault();
    }
}
