package dev.fairlead.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface as one person uses it. */
public final class Api {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI base;
    private final String user;
    private final String password;

    public Api(URI base, String user, String password) {
        this.base = base;
        this.user = user;
        this.password = password;
    }

    /** The same server as somebody else. */
    public Api as(String user, String password) {
        return new Api(base, user, password);
    }

    public String user() {
        return user;
    }

    /** The value of an {@code Authorization} header. */
    public String authorization() {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** An answer: its status and its JSON, a missing node where it had none. */
    public record Answer(int status, JsonNode body) {
        public boolean ok() {
            return status / 100 == 2;
        }

        /** The sentence of a problem, or the whole body. */
        public String sentence() {
            var detail = body.path("detail").asString("");
            return detail.isEmpty() ? body.toString() : detail;
        }
    }

    public JsonNode get(String path) {
        return accepted("GET", path, ask("GET", path, null));
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return accepted("POST", path, ask("POST", path, body));
    }

    public JsonNode put(String path, Map<String, ?> body) {
        return accepted("PUT", path, ask("PUT", path, body));
    }

    /** Asks and returns whatever the answer is. */
    public Answer ask(String method, String path, @Nullable Object body) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", authorization())
                        .header("Accept", "application/json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(
                            method,
                            HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response));
        } catch (IOException e) {
            throw new StoryFailed("%s %s got no answer: %s".formatted(method, path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
    }

    private static JsonNode parse(HttpResponse<String> response) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("json")
                ? JSON.readTree(response.body())
                : JSON.valueToTree(response.body());
    }

    private static JsonNode accepted(String method, String path, Answer answer) {
        if (!answer.ok()) {
            throw new StoryFailed(
                    "%s %s answered %d: %s"
                            .formatted(method, path, answer.status(), answer.sentence()));
        }
        return answer.body();
    }
}
