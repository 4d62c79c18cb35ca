package dev.fairlead.notify;

import dev.fairlead.outbound.Outbound;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where a delivery is posted to, and with which headers, as its channel's kind wants it. */
record Posting(URI url, Map<String, String> headers) {
    static final String JSON = "application/json; charset=utf-8";

    static Posting of(Addressee to, Optional<String> secret, Delivery delivery) {
        var headers = new HashMap<>(Map.of("Content-Type", JSON));
        return switch (to.kind()) {
            case WEBHOOK -> {
                headers.put("X-Event-Key", delivery.event());
                headers.put("X-Request-Id", delivery.requestId().toString());
                secret.ifPresent(
                        key -> headers.put("X-Hub-Signature", signature(key, delivery.body())));
                yield of(to.address(), headers);
            }
            // Who knows the address may write there, so it is kept as a secret.
            case CHAT -> of(secret.orElse(to.address()), headers);
            case HIPCHAT ->
                    of(
                            "%s/v2/room/%s/notification"
                                    .formatted(to.address(), encoded(to.setting("room"))),
                            bearing(headers, secret));
            case GRAFANA -> of(to.address() + "/api/annotations", bearing(headers, secret));
            case NAGIOS, MAIL ->
                    throw new IllegalStateException(
                            "This is a bug: not told by HTTP: " + to.kind());
            case GRAPHITE -> {
                secret.ifPresent(value -> headers.put("Authorization", value));
                yield of(to.address() + "/events/", headers);
            }
        };
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

    private static Map<String, String> bearing(
            Map<String, String> headers, Optional<String> token) {
        token.ifPresent(value -> headers.put("Authorization", "Bearer " + value));
        return headers;
    }

    private static Posting of(String url, Map<String, String> headers) {
        return new Posting(Outbound.url("url", url), headers);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
