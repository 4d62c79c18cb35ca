package dev.fairlead.identity.web;

import dev.fairlead.platform.Settings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes X-Forwarded-For and X-Forwarded-Proto of the configured proxies and of nobody else. Of
 * several addresses counts the last that is not such a proxy: those before it are the client's own
 * words.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProxyFilter extends OncePerRequestFilter {
    private final TrustedProxies trusted;

    ProxyFilter(Settings settings) {
        this.trusted = TrustedProxies.of(settings.trustedProxies());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var believed = trusted.contains(request.getRemoteAddr());
        chain.doFilter(believed ? forwarded(request) : request, response);
    }

    private HttpServletRequest forwarded(HttpServletRequest request) {
        var client = trusted.client(request.getRemoteAddr(), all(request, "X-Forwarded-For"));
        var protocols = all(request, "X-Forwarded-Proto");
        var secure =
                protocols.isEmpty()
                        ? request.isSecure()
                        : protocols.getLast().equalsIgnoreCase("https");
        return new Forwarded(request, client, secure);
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return TrustedProxies.entries(
                String.join(",", Collections.list(request.getHeaders(header))));
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;
        private final boolean secure;

        Forwarded(HttpServletRequest request, String client, boolean secure) {
            super(request);
            this.client = client;
            this.secure = secure;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getScheme() {
            return secure ? "https" : "http";
        }
    }
}
