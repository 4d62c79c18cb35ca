package dev.fairlead.deploy;

import dev.fairlead.deploy.Verification.Part;
import dev.fairlead.protocol.Check;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes verification in the form that {@link VerificationReader} reads. */
final class VerificationView {
    private VerificationView() {}

    static Map<String, Object> json(Verification verification) {
        var json = new LinkedHashMap<String, Object>();
        put(json, "hosts", part(verification.hosts()));
        put(json, "end", part(verification.end()));
        return json;
    }

    private static @Nullable Map<String, Object> part(Part part) {
        if (part.isEmpty()) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("checks", part.checks().stream().map(VerificationView::check).toList());
        if (part.soak().isPositive()) {
            json.put("soak", Spans.word(part.soak()));
        }
        return json;
    }

    private static Map<String, Object> check(Check check) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", check.name());
        switch (check) {
            case Check.Http http -> {
                json.put("kind", "http");
                json.put(http.url().startsWith("/") ? "path" : "url", http.url());
                json.put("status", http.status());
                put(json, "contains", http.contains());
                put(json, "equals", http.equalTo());
            }
            case Check.Tcp tcp -> {
                json.put("kind", "tcp");
                put(json, "address", tcp.address().isEmpty() ? null : tcp.address());
                put(json, "port", tcp.port() == 0 ? null : tcp.port());
            }
            case Check.Command command -> {
                json.put("kind", "command");
                json.put("command", command.command());
            }
            case Check.Prometheus query -> {
                json.put("kind", "prometheus");
                json.put("server", query.server());
                json.put("query", query.query());
                put(json, "above", query.above());
                put(json, "below", query.below());
                put(json, "token", query.token());
            }
        }
        json.put("timeout", Spans.word(Duration.ofSeconds(check.patience().seconds())));
        json.put("within", Spans.word(Duration.ofSeconds(check.patience().within())));
        return json;
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
