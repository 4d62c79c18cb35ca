package dev.fairlead.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Turns whatever a controller throws into a refusal. No stack ever leaves the server. */
@ControllerAdvice
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int DEEPEST = 20;
    private final Answers answers;

    ProblemAdvice(Answers answers) {
        this.answers = answers;
    }

    @ExceptionHandler
    @Nullable ModelAndView refuse(
            Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (failure instanceof AccessDeniedException
                || failure instanceof AuthenticationException) {
            throw failure; // The security filters know whether to ask for a log-in.
        }
        if (isForNobody(failure)) {
            return null;
        }
        var known = Refusal.of(failure);
        var refusal = known == null ? bug(failure, request) : known;
        return answers.show(refusal, request.getRequestURI(), request, response);
    }

    /** Whether it was only that nobody listens any more. */
    private static boolean isForNobody(Exception failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .anyMatch(cause ->
                        cause instanceof AsyncRequestNotUsableException
                                || cause instanceof ClientAbortException);
    }

    private static Refusal bug(Exception failure, HttpServletRequest request) {
        var number = UUID.randomUUID().toString().substring(0, 8);
        log.error(
                "{} {} failed as {}. This is a bug.",
                request.getMethod(),
                request.getRequestURI(),
                number,
                failure);
        return new Refusal(
                500, "This is a bug. The server's log has the details under " + number + ".", null);
    }
}
