package dev.fairlead.platform;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows a refusal in the caller's form: a problem detail to programs, a page to people, and below
 * some paths whatever form its clients know.
 */
@Component
class Answers {
    private final JsonMapper json;
    private final List<RefusalForm> forms;

    Answers(JsonMapper json, ObjectProvider<RefusalForm> forms) {
        this.json = json;
        this.forms = forms.stream().toList();
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
            write(refusal, path, response);
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

    /** Writes the refusal for a program that asked for this path. */
    void write(Refusal refusal, String path, HttpServletResponse response) throws IOException {
        response.setStatus(refusal.status());
        var form = forms.stream().filter(one -> isBelow(one.below(), path)).findFirst();
        response.setContentType(form.isPresent() ? "application/json" : "application/problem+json");
        var body =
                form.isPresent()
                        ? form.get().body(refusal.detail(), refusal.field(), refusal.problem())
                        : detail(refusal);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }

    /** In the words of RFC 9457. */
    private static Map<String, Object> detail(Refusal refusal) {
        var body = new LinkedHashMap<String, Object>();
        body.put("title", refusal.title());
        body.put("status", refusal.status());
        body.put("detail", refusal.detail());
        var field = refusal.field();
        if (field != null) {
            body.put("field", field);
        }
        return body;
    }

    static boolean isForPrograms(String path) {
        return Stream.of(
                        "/api",
                        "/rest",
                        "/scm",
                        "/maven",
                        "/agent",
                        "/healthz",
                        "/readyz",
                        "/schemas",
                        "/metrics")
                .anyMatch(prefix -> isBelow(prefix, path));
    }

    private static boolean isBelow(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
