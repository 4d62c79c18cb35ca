package dev.fairlead.stash.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells a tool that was given only a token whose it is. Runs after who asks is known. */
@Component
class UserNameHeader extends OncePerRequestFilter {
    static final String NAME = "X-AUSERNAME";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith("/rest/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var name = request.getRemoteUser();
        if (name != null) {
            response.setHeader(NAME, name);
        }
        chain.doFilter(request, response);
    }
}
