package dev.fairlead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server over HTTP: as nobody, or with headers that it always sends. */
public record Http(URI server, Map<String, String> headers) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What came back. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return String.join("\n", headers.getOrDefault(name.toLowerCase(), List.of()));
        }
    }

    public static Http to(URI server) {
        return new Http(server, Map.of());
    }

    public Http as(String name, String password) {
        var pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    public Http bearing(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Http with(String header, String value) {
        var all = new java.util.HashMap<>(headers);
        all.put(header, value);
        return new Http(server, all);
    }

    public Answer get(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, BodyPublishers.noBody());
    }

    public Answer post(String path, Object body) {
        return json("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return json("PUT", path, body);
    }

    public Answer json(String method, String path, Object body) {
        var text = JSON.writeValueAsString(body);
        return send(method, path, "application/json", BodyPublishers.ofString(text));
    }

    public Answer form(String path, Map<String, String> fields) {
        var text =
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                "POST", path, "application/x-www-form-urlencoded", BodyPublishers.ofString(text));
    }

    public Answer send(String method, String path, String type, BodyPublisher body) {
        var request = request(method, path, type, body);
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #send} without a body, and without waiting for the end of the answer. */
    public Answer head(String method, String path) {
        var request = request(method, path, null, BodyPublishers.noBody());
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofInputStream());
            answer.body().close();
            return new Answer(answer.statusCode(), answer.headers().map(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String type, BodyPublisher body) {
        var all = new ArrayList<String>();
        headers.forEach((name, value) -> all.addAll(List.of(name, value)));
        if (type != null) {
            all.addAll(List.of("Content-Type", type));
        }
        var request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, body);
        return all.isEmpty()
                ? request.build()
                : request.headers(all.toArray(String[]::new)).build();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
