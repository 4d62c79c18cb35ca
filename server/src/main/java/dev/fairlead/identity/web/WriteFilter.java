package dev.fairlead.identity.web;

import dev.fairlead.identity.Role;
import dev.fairlead.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes come from our own pages or from programs, never from a page of somebody else: a browser
 * tells the page's origin, and a strange page can only send the three types that forms can. And a
 * log-in that somebody else lent writes nothing, whatever it would be: a list of decisions would
 * miss the next one.
 */
final class WriteFilter extends OncePerRequestFilter {
    static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> BEGIN_AND_END = Set.of("/login", "/logout");
    private static final Set<String> TYPES_OF_FORMS =
            Set.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data");

    private final Refusals refusals;

    WriteFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var problem = READS.contains(request.getMethod()) ? null : problem(request);
        if (problem != null) {
            refusals.refuse(request, response, problem);
            return;
        }
        chain.doFilter(request, response);
    }

    private static @Nullable Problem problem(HttpServletRequest request) {
        if (Contract.covers(request)
                && SecurityContextHolder.getContext().getAuthentication() == null) {
            return null; // They are asked who they are first.
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !origin.equals(own(request))) {
            return Problem.forbidden(
                    "This write comes from a page of "
                            + origin
                            + ". Only pages of "
                            + own(request)
                            + " may send it.");
        }
        var lent = lent(request);
        if (lent != null) {
            return lent;
        }
        if (onlyReads() && !isReading(request)) {
            return Problem.forbidden(
                    "This token may only read. Use one that may write, or your password.");
        }
        if (isRest(request) && hasBody(request) && isForm(request.getContentType())) {
            return Problem.unsupported(
                    "The body's type is %s. Send the header Content-Type: application/json."
                            .formatted(request.getContentType()));
        }
        return null;
    }

    private static @Nullable Problem lent(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                        && caller.lentBy() != null
                        && !BEGIN_AND_END.contains(request.getServletPath())
                ? Problem.forbidden(
                        "This log-in began with a link that %s made: it may look, but neither decide nor change anything in the name of %s. Log in with your own password, then try again."
                                .formatted(caller.lentBy(), caller.getName()))
                : null;
    }

    private static boolean onlyReads() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                && caller.limited() != null
                && caller.limited().scope().most() == Role.READ;
    }

    /** What is sent as a write and only asks: a fetch, and statistics of many commits. */
    private static boolean isReading(HttpServletRequest request) {
        var path = request.getServletPath();
        return path.endsWith("/git-upload-pack") || path.endsWith("/commits/stats");
    }

    /** The host as the browser asked for it; the same server may have several names. */
    private static String own(HttpServletRequest request) {
        return request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST);
    }

    private static boolean isRest(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/") || Contract.covers(request);
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static boolean isForm(@Nullable String type) {
        return type == null
                || TYPES_OF_FORMS.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
