package dev.fairlead.identity.web;

import dev.fairlead.identity.TooManyFailures;
import dev.fairlead.identity.Unauthenticated;
import dev.fairlead.problem.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.ViewResolver;

/**
 * What somebody gets to see whom the filters turn away: the same problem details and pages as from
 * a handler. A browser that only wanted to see a page is led to the log-in, and from there back.
 */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final String REALM = "realm=\"Fairlead\", charset=\"UTF-8\"";

    private final HandlerExceptionResolver resolver;
    private final ObjectProvider<ViewResolver> views;

    Refusals(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver,
            ObjectProvider<ViewResolver> views) {
        this.resolver = resolver;
        this.views = views;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, ServletException {
        if (!isPage(request)) {
            refuse(request, response, new Unauthenticated("Log in first."));
        } else if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", "/login");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect("/login?return=" + encoded(address(request)));
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException, ServletException {
        var detail =
                e instanceof CsrfException
                        ? "This form is too old or comes from elsewhere. Load the page again and"
                                + " send it once more."
                        : "These credentials are for something else: agents speak under /agent,"
                                + " people everywhere else.";
        refuse(request, response, Problem.forbidden(detail));
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException, ServletException {
        if (problem instanceof Unauthenticated) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(request));
        }
        if (problem instanceof TooManyFailures wait) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(wait.retryAfter().toSeconds()));
        }
        var answer = resolver.resolveException(request, response, null, problem);
        if (answer == null) {
            response.sendError(problem.status());
        } else if (answer.getViewName() != null) {
            render(answer, request, response);
        }
    }

    /** No handler was reached, so no dispatcher renders the page. */
    private void render(ModelAndView page, HttpServletRequest request, HttpServletResponse response)
            throws ServletException {
        try {
            for (var resolver : views.orderedStream().toList()) {
                var view =
                        resolver.resolveViewName(
                                String.valueOf(page.getViewName()), request.getLocale());
                if (view != null) {
                    view.render(page.getModel(), request, response);
                    return;
                }
            }
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** Basic makes git ask for a password; on pages it would only open the browser's own box. */
    private static String challenge(HttpServletRequest request) {
        var path = request.getRequestURI();
        return Stream.of("/scm/", "/api/", "/maven/", "/rest/").anyMatch(path::startsWith)
                ? "Basic " + REALM
                : "Bearer " + REALM;
    }

    private static boolean isPage(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        var htmx = request.getHeader("HX-Request") != null;
        return request.getMethod().equals("GET")
                && (htmx || (accept != null && accept.contains("text/html")))
                && !challenge(request).startsWith("Basic")
                && !request.getRequestURI().startsWith("/agent/");
    }

    private static String address(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
