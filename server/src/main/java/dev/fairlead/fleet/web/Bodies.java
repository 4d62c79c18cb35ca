package dev.fairlead.fleet.web;

import dev.fairlead.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what agents send, and no more of it than a limit. */
@Component
class Bodies {
    private final JsonMapper json;

    Bodies(JsonMapper json) {
        this.json = json;
    }

    byte[] bytes(HttpServletRequest request, int limit) throws IOException {
        var bytes = request.getInputStream().readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw Problem.tooLarge(
                    "The body is longer than the limit of %d bytes.".formatted(limit));
        }
        return bytes;
    }

    <T> T read(HttpServletRequest request, int limit, Class<T> type) throws IOException {
        try {
            return json.readValue(bytes(request, limit), type);
        } catch (JacksonException e) {
            throw Problem.invalid(
                    "body",
                    "The body is not a %s: %s"
                            .formatted(type.getSimpleName(), e.getOriginalMessage()));
        }
    }
}
