package dev.fairlead.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Check;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Looks at real ports, honest and hostile. */
class LooksTest {
    private static final Check.Patience SECOND = new Check.Patience(1, 0);

    @Test
    void findsTheStatusAndTheBody() throws Exception {
        try (var one = Answering.with("200 OK", "orders 1.2.0\n")) {
            assertThat(HttpLook.at(http(one.url(), 200, null, null)))
                    .isEqualTo(Finding.passed("status 200"));
            assertThat(HttpLook.at(http(one.url(), 200, " 1.2.0", null)).passed()).isTrue();
            assertThat(HttpLook.at(http(one.url(), 200, null, "orders 1.2.0")).passed()).isTrue();
            assertThat(HttpLook.at(http(one.url(), 204, null, null)))
                    .isEqualTo(Finding.failed("status 200"));
            assertThat(HttpLook.at(http(one.url(), 200, null, "orders 1.2.1")))
                    .isEqualTo(Finding.failed("status 200, body \"orders 1.2.0\""));
        }
    }

    /** A version is data: its dots are no wildcards, and nothing in it is a pattern. */
    @Test
    void comparesTextAsItStands() throws Exception {
        try (var one = Answering.with("200 OK", "1x2x0 $(id) \\E.*")) {
            assertThat(HttpLook.at(http(one.url(), 200, "1.2.0", null)).passed()).isFalse();
            assertThat(HttpLook.at(http(one.url(), 200, "$(id) \\E.*", null)).passed()).isTrue();
        }
    }

    @Test
    void doesNotFollowARedirect() throws Exception {
        try (var other = Answering.with("200 OK", "secret");
                var one = Answering.with("302 Found\r\nLocation: " + other.url() + "/x", "")) {
            assertThat(HttpLook.at(http(one.url(), 200, null, null)))
                    .isEqualTo(Finding.failed("status 302, to " + other.url() + "/x"));
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void givesUpOnWhoDripsAndReadsNoMoreThanItsLimit() throws Exception {
        try (var slow = Answering.dripping();
                var much = Answering.with("200 OK", "x".repeat(300_000) + "end")) {
            assertThat(HttpLook.at(http(slow.url(), 200, null, null)).found())
                    .endsWith("did not answer: no whole answer within 1 s");
            assertThat(HttpLook.at(http(much.url(), 200, "end", null)).found())
                    .startsWith("status 200, not in the first 262144 bytes of the body \"xxx");
            assertThat(HttpLook.at(http(much.url(), 200, null, "x".repeat(262_144))).passed())
                    .isFalse();
        }
    }

    /** A port that is taken and does not listen: no other process can be given it meanwhile. */
    @Test
    void tellsThatNobodyAnswers() throws Exception {
        try (var silent = new Socket()) {
            silent.bind(new InetSocketAddress("127.0.0.1", 0));
            var port = silent.getLocalPort();
            assertThat(TcpLook.at(new Check.Tcp("port", "127.0.0.1", port, SECOND)))
                    .isEqualTo(
                            Finding.failed(
                                    "127.0.0.1:%d takes no connection: Connection refused"
                                            .formatted(port)));
            assertThat(HttpLook.at(http("http://127.0.0.1:" + port, 200, null, null)).found())
                    .contains("did not answer: Connection refused");
        }
        assertThat(HttpLook.at(http("http://no such host/", 200, null, null)).passed()).isFalse();
    }

    @Test
    void tellsThatSomebodyTakesConnections() throws Exception {
        try (var one = Answering.with("200 OK", "")) {
            assertThat(TcpLook.at(new Check.Tcp("port", "127.0.0.1", one.port(), SECOND)).passed())
                    .isTrue();
        }
    }

    @Test
    void cutsAndCleansWhatComesFromElsewhere() throws Exception {
        try (var one = Answering.with("200 OK", "\u001b[31m\r\n<b>" + "y".repeat(1000))) {
            assertThat(HttpLook.at(http(one.url(), 200, null, "x")).found())
                    .startsWith("status 200, body \"[31m <b>yyy")
                    .hasSizeLessThan(200);
        }
    }

    @Test
    void asksPrometheusWithTheTokenThatTheCheckNames() throws Exception {
        var answer =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"3\"]}]}}";
        try (var one = Answering.with("200 OK", answer)) {
            assertThat(PrometheusLook.at(query(one.url(), "PROM"), Map.of("PROM", "s3cret\n")))
                    .isEqualTo(Finding.passed("3.0"));
            assertThat(String.join("", one.asked()))
                    .startsWith("POST /api/v1/query ")
                    .contains("Authorization: Bearer s3cret\r\n");
            assertThat(PrometheusLook.at(query(one.url(), "PROM"), Map.of()).found())
                    .isEqualTo("there is no secret PROM that is granted to this environment");
        }
        try (var one = Answering.with("401 Unauthorized", "no")) {
            assertThat(PrometheusLook.at(query(one.url(), null), Map.of()).found())
                    .isEqualTo("status 401: that is no answer of Prometheus: no");
        }
    }

    private static Check.Prometheus query(String url, @Nullable String token) {
        return new Check.Prometheus("errors", url, "up", null, 5.0, token, SECOND);
    }

    private static Check.Http http(
            String url, int status, @Nullable String contains, @Nullable String equalTo) {
        return new Check.Http("answers", url, status, contains, equalTo, SECOND);
    }
}
