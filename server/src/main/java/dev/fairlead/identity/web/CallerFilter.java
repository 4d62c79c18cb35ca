package dev.fairlead.identity.web;

import dev.fairlead.identity.AgentTokens;
import dev.fairlead.identity.Credentials;
import dev.fairlead.identity.Proof;
import dev.fairlead.identity.Sessions;
import dev.fairlead.identity.Unauthenticated;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who asks: by the Authorization header where there is one, and only then by the cookie.
 * Wrong credentials are refused everywhere, also where none are needed.
 */
final class CallerFilter extends OncePerRequestFilter {
    private final Credentials credentials;
    private final Sessions sessions;
    private final ObjectProvider<AgentTokens> agents;
    private final SecurityContextRepository contexts;
    private final Refusals refusals;

    CallerFilter(
            Credentials credentials,
            Sessions sessions,
            ObjectProvider<AgentTokens> agents,
            SecurityContextRepository contexts,
            Refusals refusals) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.agents = agents;
        this.contexts = contexts;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var callers = callers(request);
            request.setAttribute(Proof.ATTRIBUTE, (Proof) () -> user(callers.get()));
            callers.get().ifPresent(found -> remember(found, request, response));
        } catch (Problem problem) {
            refusals.refuse(request, response, problem);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Who asks, found anew each time: while a long answer goes on, a log-in may end. */
    private Supplier<Optional<Caller>> callers(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            var address = request.getRemoteAddr();
            return () -> Optional.of(byHeader(header, address));
        }
        if (Contract.isWrite(request)) {
            return Optional::empty;
        }
        var secret = SessionCookie.secret(request);
        return () -> secret.flatMap(sessions::find).map(Caller::byCookie);
    }

    private static User user(Optional<Caller> caller) {
        return caller.map(Caller::getPrincipal)
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .orElseThrow(() -> new Unauthenticated("The log-in has ended."));
    }

    private Caller byHeader(String header, String address) {
        var space = header.indexOf(' ');
        var scheme = space < 0 ? header : header.substring(0, space);
        var value = space < 0 ? "" : header.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Basic")) {
            return basic(value, address);
        }
        if (scheme.equalsIgnoreCase("Bearer")) {
            return bearer(value);
        }
        throw new Unauthenticated("The Authorization header must be Basic or Bearer.");
    }

    private Caller basic(String value, String address) {
        var pair = decoded(value);
        var colon = pair.indexOf(':');
        if (colon < 0) {
            throw new Unauthenticated("The Authorization header holds no name and password.");
        }
        return Caller.byHeader(
                credentials.byPasswordOrToken(
                        pair.substring(0, colon), pair.substring(colon + 1), address));
    }

    private Caller bearer(String token) {
        return credentials
                .byToken(token)
                .map(Caller::byHeader)
                .or(() -> agent(token))
                .or(() -> fetch(token))
                .orElseThrow(() ->
                        new Unauthenticated("The token is unknown, was revoked or has expired."));
    }

    private Optional<Caller> agent(String token) {
        return agents.stream()
                .flatMap(some -> some.carrier(token).stream())
                .findFirst()
                .map(Caller::agent);
    }

    private Optional<Caller> fetch(String token) {
        return agents.stream()
                .flatMap(some -> some.fetch(token).stream())
                .findFirst()
                .map(Caller::fetch);
    }

    private void remember(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        if (caller.getPrincipal() instanceof AgentTokens.Carrier carrier) {
            request.setAttribute(AgentTokens.POOL, carrier.pool());
            request.setAttribute(AgentTokens.AGENT, carrier.agent());
        } else if (caller.getPrincipal() instanceof AgentTokens.Fetch fetch) {
            request.setAttribute(AgentTokens.FETCH, fetch);
        }
        var context = new SecurityContextImpl(caller);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    private static String decoded(String value) {
        try {
            return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
