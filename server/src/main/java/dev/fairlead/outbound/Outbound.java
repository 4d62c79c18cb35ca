package dev.fairlead.outbound;

import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks addresses that users named. Follows no redirect and believes no name twice; whoever wants to
 * follow a redirect makes another call, which is checked like the first.
 */
@Component
public class Outbound implements AutoCloseable {
    private static final int LONGEST_URL = 2_000;

    private final CloseableHttpClient client;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("outbound deadlines").factory());

    @Autowired
    Outbound(Settings settings) {
        this(
                new Guard(InetAddress::getAllByName, Allowed.parse(settings.allowedOutbound())),
                DefaultClientTlsStrategy.createDefault());
    }

    Outbound(Guard guard, DefaultClientTlsStrategy tls) {
        client = Client.of(guard, tls);
    }

    /**
     * Reads an address that a user typed: http or https, with a host, without a user in it.
     *
     * @throws Problem 400 for the field, with the rule that it breaks
     */
    public static URI url(String field, String text) {
        URI url;
        try {
            url = new URI(text.strip()).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw refused(field, "must be an address such as https://host/path", text);
        }
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw refused(field, "must be an http or https address with a host", text);
        }
        if (url.getRawUserInfo() != null) {
            // Not shown: it may hold a password.
            throw Problem.invalid(
                    field, field + ": must not have a user or password in the address.");
        }
        if (url.getRawFragment() != null || text.length() > LONGEST_URL) {
            throw refused(
                    field, "must have no # and at most %d characters".formatted(LONGEST_URL), text);
        }
        return url;
    }

    /**
     * Sends the call and waits for the head of its answer; the caller closes it.
     *
     * @throws CallFailed when there is no answer, or none that may be asked for
     */
    public Reply send(Call call) throws CallFailed {
        var request = new HttpUriRequestBase(call.method(), call.url());
        call.headers().forEach(request::setHeader);
        if (call.body() != null) {
            request.setEntity(
                    new ByteArrayEntity(call.body().getBytes(StandardCharsets.UTF_8), type(call)));
        }
        var deadline = new Deadline(clock, call.atMost(), request::cancel);
        try {
            var target =
                    new HttpHost(
                            call.url().getScheme(), call.url().getHost(), call.url().getPort());
            return new Reply(call, request, client.executeOpen(target, request, null), deadline);
        } catch (IOException | RuntimeException e) {
            deadline.close();
            request.cancel();
            throw Failures.of(call, deadline, e);
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        client.close();
    }

    private static ContentType type(Call call) {
        return ContentType.parse(
                call.headers().getOrDefault("Content-Type", "application/octet-stream"));
    }

    private static Problem refused(String field, String rule, String text) {
        var shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return Problem.invalid(field, "%s: %s, was \"%s\".".formatted(field, rule, shown));
    }
}
