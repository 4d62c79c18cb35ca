package dev.fairlead.platform;

import dev.fairlead.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body above the limit, before it is read where its length is known and while it is read
 * where it is not. Pushes, artifacts and what agents send have limits of their own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class BodyLimit extends OncePerRequestFilter {
    private final long limit;
    private final Answers answers;

    BodyLimit(Settings settings, Answers answers) {
        this.limit = settings.maxBody();
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Stream.of("/scm/", "/maven/", "/agent/")
                .anyMatch(request.getRequestURI()::startsWith);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            answers.write(Refusal.of(tooLarge()), request.getRequestURI(), response);
            return;
        }
        chain.doFilter(
                request.getContentLengthLong() < 0 ? new Limited(request) : request, response);
    }

    private Problem tooLarge() {
        return Problem.tooLarge(
                "The request's body may have at most %d bytes (FAIRLEAD_MAX_BODY)."
                        .formatted(limit));
    }

    private final class Limited extends HttpServletRequestWrapper {
        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(
                    new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private final class Counted extends ServletInputStream {
        private final ServletInputStream in;
        private long count;

        Counted(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = in.read();
            return (int) counted(one < 0 ? 0 : 1, one);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var some = in.read(bytes, offset, length);
            return (int) counted(Math.max(some, 0), some);
        }

        private long counted(long more, long answer) {
            count += more;
            if (count > limit) {
                throw tooLarge();
            }
            return answer;
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
