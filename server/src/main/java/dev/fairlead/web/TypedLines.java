package dev.fairlead.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives what was typed into a form with its lines as they were typed. A browser sends each end of a
 * line as CR LF (the HTML standard, "form submission"), which a shell takes for a part of its
 * command.
 */
@Component
class TypedLines extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var type = request.getContentType();
        return type == null || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new AsTyped(request), response);
    }

    private static final class AsTyped extends HttpServletRequestWrapper {
        AsTyped(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getParameter(String name) {
            var sent = super.getParameter(name);
            return sent == null ? null : typed(sent);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            var sent = super.getParameterValues(name);
            return sent == null ? null : typed(sent);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            var typed = new LinkedHashMap<String, String[]>();
            super.getParameterMap().forEach((name, sent) -> typed.put(name, typed(sent)));
            return typed;
        }

        private static String[] typed(String[] sent) {
            return Arrays.stream(sent).map(AsTyped::typed).toArray(String[]::new);
        }

        private static String typed(String sent) {
            return sent.replace("\r\n", "\n");
        }
    }
}
