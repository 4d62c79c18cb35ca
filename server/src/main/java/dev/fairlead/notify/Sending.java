package dev.fairlead.notify;

import dev.fairlead.outbound.Call;
import dev.fairlead.outbound.CallFailed;
import dev.fairlead.outbound.Outbound;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.secret.Secrets;
import dev.fairlead.secret.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Sends one delivery once, signed where the webhook has a secret. */
@Component
class Sending {
    private static final int SHOWN_ANSWER = 8 << 10;

    private final Outbound outbound;
    private final WebhookStore webhooks;
    private final Secrets secrets;
    private final Duration longest;

    Sending(Outbound outbound, WebhookStore webhooks, Secrets secrets, Settings settings) {
        this.outbound = outbound;
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.longest = settings.webhookTimeout();
    }

    Outcome send(Webhook webhook, Delivery delivery) {
        var began = System.nanoTime();
        try {
            return answer(call(webhook, delivery), began);
        } catch (CallFailed failed) {
            return Outcome.failed(failed.sentence(), since(began));
        } catch (Problem | Unreadable refusal) {
            return Outcome.failed(String.valueOf(refusal.getMessage()), since(began));
        }
    }

    /** After this long nobody can still be sending. */
    Duration over() {
        return longest.multipliedBy(2);
    }

    /** What a secret is sealed for. */
    static String purpose(long webhook) {
        return "webhook " + webhook;
    }

    static String signature(String secret, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256="
                    + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This is a bug: every Java has HMAC-SHA256", e);
        }
    }

    private Outcome answer(Call call, long began) throws CallFailed {
        try (var reply = outbound.send(call)) {
            var answer = new String(reply.beginning(SHOWN_ANSWER), StandardCharsets.UTF_8);
            return Outcome.answered(reply.status(), answer, since(began));
        }
    }

    private Call call(Webhook webhook, Delivery delivery) {
        var body = delivery.body();
        var headers =
                new HashMap<>(
                        Map.of(
                                "Content-Type", "application/json; charset=utf-8",
                                "X-Event-Key", delivery.event(),
                                "X-Request-Id", delivery.requestId().toString()));
        webhooks.secret(webhook.id())
                .map(sealed -> secrets.open(purpose(webhook.id()), sealed))
                .ifPresent(secret -> headers.put("X-Hub-Signature", signature(secret, body)));
        var url = Outbound.url("url", webhook.url());
        return new Call("POST", url, headers, body, longest, SHOWN_ANSWER);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
