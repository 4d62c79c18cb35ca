package dev.fairlead.code.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.springframework.http.HttpHeaders;

/** What git sends and expects around its own words. */
final class GitBody {
    static final String FETCH = "git-upload-pack";

    private static final long LONGEST_QUESTION = 64L << 20;

    private GitBody() {}

    static void answer(HttpServletResponse response, String type) {
        response.setContentType("application/x-" + type);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, max-age=0, must-revalidate");
    }

    static InputStream of(HttpServletRequest request) throws IOException {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && encoding.contains("gzip")
                ? new GZIPInputStream(request.getInputStream(), 1 << 14)
                : request.getInputStream();
    }

    /** The same, of a fetch. */
    static InputStream question(HttpServletRequest request) throws IOException {
        return new LimitedInput(of(request), LONGEST_QUESTION);
    }
}
