package dev.fairlead.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.NarrowServer;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whose word about a client counts: a peer is what the connection says, by its own address. */
@NarrowServer
class ProxyModuleTest {
    private static final String STRANGER = "127.0.0.9";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @Autowired Settings settings;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "127.0.3.77"})
    void countsFailuresOfTheClientThatAProxyNames(String proxy) throws Exception {
        var account = "guessed-through-" + proxy;
        for (var i = 0; i < 5; i++) {
            assertThat(guess(proxy, account, "203.0.113.7").statusCode()).isEqualTo(401);
        }

        var refused = guess(proxy, account, "203.0.113.7");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("for " + account + " from 203.0.113.7");
        assertThat(guess(proxy, account, "203.0.113.8").statusCode()).isEqualTo(401);
        assertThat(guess(proxy, account, "203.0.113.8, 203.0.113.7").statusCode()).isEqualTo(429);
    }

    @Test
    void countsFailuresOfAStrangerWhateverItSays() throws Exception {
        for (var i = 0; i < 5; i++) {
            guess(STRANGER, "guessed-by-a-stranger", "203.0.113." + i);
        }

        var refused = guess(STRANGER, "guessed-by-a-stranger", "203.0.113.99");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("from " + STRANGER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "127.0.3.77"})
    void setsASecureCookieBehindAProxyThatSpeaksTls(String proxy) throws Exception {
        assertThat(sessionCookie(proxy, "https")).contains("; Secure");
        assertThat(sessionCookie(proxy, "http")).doesNotContain("; Secure");
    }

    @Test
    void believesNoStrangerAboutTls() throws Exception {
        assertThat(sessionCookie(STRANGER, "https")).doesNotContain("; Secure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "127.0.3.77"})
    void takesAFormOfItsOwnPagesThroughAProxyThatSpeaksTls(String proxy) throws Exception {
        try (var client = from(proxy)) {
            var own = "https://" + settings.baseUrl().getAuthority();
            assertThat(logIn(client, "https", own).statusCode()).isEqualTo(302);
            assertThat(logIn(client, "https", "https://evil.example").statusCode()).isEqualTo(403);
        }
    }

    private HttpResponse<String> guess(String peer, String account, String forwarded)
            throws Exception {
        var pair = Base64.getEncoder().encodeToString((account + ":wrong").getBytes());
        try (var client = from(peer)) {
            return client.send(
                    request("/api/v1/me")
                            .header("Authorization", "Basic " + pair)
                            .header("X-Forwarded-For", forwarded)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private String sessionCookie(String peer, String protocol) throws Exception {
        try (var client = from(peer)) {
            var answer = logIn(client, protocol, null);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("location")).contains("/");
            return String.join("\n", answer.headers().allValues("set-cookie"));
        }
    }

    private HttpResponse<String> logIn(HttpClient client, String protocol, String origin)
            throws IOException, InterruptedException {
        var page =
                client.send(
                        request("/login").header("X-Forwarded-Proto", protocol).build(),
                        BodyHandlers.ofString());
        var token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        var cookie = page.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
        var form =
                "name=admin&password=admin-for-tests&_csrf="
                        + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        var request =
                request("/login")
                        .header("X-Forwarded-Proto", protocol)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", cookie)
                        .POST(BodyPublishers.ofString(form));
        if (origin != null) {
            request.header("Origin", origin);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(settings.baseUrl().resolve(path));
    }

    /** Every address of the loopback network is this machine's, so a test may come from any. */
    private static HttpClient from(String address) throws IOException {
        return HttpClient.newBuilder().localAddress(InetAddress.getByName(address)).build();
    }
}
