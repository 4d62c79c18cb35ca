package dev.fairlead.notify;

import dev.fairlead.outbound.Call;
import dev.fairlead.outbound.CallFailed;
import dev.fairlead.outbound.Outbound;
import dev.fairlead.platform.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Speaks HTTP with receivers: one request, one answer, the beginning of which is kept. */
@Component
class Posts {
    private static final int SHOWN_ANSWER = 8 << 10;

    private final Outbound outbound;
    private final ChannelSecrets secrets;
    private final Duration longest;

    Posts(Outbound outbound, ChannelSecrets secrets, Settings settings) {
        this.outbound = outbound;
        this.secrets = secrets;
        this.longest = settings.webhookTimeout();
    }

    Outcome post(Addressee to, Delivery delivery) throws CallFailed {
        var posting = posting(to, delivery);
        return send("POST", posting.url(), posting.headers(), delivery.body());
    }

    Posting posting(Addressee to, Delivery delivery) {
        return Posting.of(to, secrets.of(to.id()), delivery);
    }

    Outcome send(String method, URI url, Map<String, String> headers, @Nullable String body)
            throws CallFailed {
        var began = System.nanoTime();
        var call = new Call(method, url, headers, body, longest, SHOWN_ANSWER);
        try (var reply = outbound.send(call)) {
            var answer = new String(reply.beginning(SHOWN_ANSWER), StandardCharsets.UTF_8);
            return Outcome.answered(reply.status(), answer, Sending.since(began));
        }
    }
}
