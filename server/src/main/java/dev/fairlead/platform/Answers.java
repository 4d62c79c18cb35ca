package dev.fairlead.platform;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** Shows a refusal in the caller's form: a problem detail to programs, a page to people. */
@Component
class Answers {
    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    /** Answers at once where that is possible; otherwise says which page to render. */
    @Nullable ModelAndView show(
            Refusal refusal, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return null;
        }
        response.resetBuffer();
        response.setStatus(refusal.status());
        var rendering = request.getDispatcherType() == DispatcherType.FORWARD;
        if (isForPrograms(path) || request.getMethod().equals("HEAD") || rendering) {
            write(refusal, response);
            return null;
        }
        return new ModelAndView(
                "web/problem",
                Map.of(
                        "status",
                        refusal.status(),
                        "title",
                        refusal.title(),
                        "detail",
                        refusal.detail()));
    }

    /** Writes the refusal as <code>application/problem+json</code>, in the words of RFC 9457. */
    void write(Refusal refusal, HttpServletResponse response) throws IOException {
        var body = new LinkedHashMap<String, Object>();
        body.put("title", refusal.title());
        body.put("status", refusal.status());
        body.put("detail", refusal.detail());
        var field = refusal.field();
        if (field != null) {
            body.put("field", field);
        }
        response.setStatus(refusal.status());
        response.setContentType("application/problem+json");
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }

    static boolean isForPrograms(String path) {
        return Stream.of("/api", "/scm", "/maven", "/agent", "/healthz", "/readyz", "/metrics")
                .anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}
