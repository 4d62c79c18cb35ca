package dev.fairlead.code.web;

import dev.fairlead.code.Source;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.RawText;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The bytes of files, for people and for scripts. What somebody pushed is never a page of ours: it
 * is text, a picture in a sandbox, or something to keep.
 */
@Controller
class RawFiles {
    private static final String SANDBOX =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    private static final int PEEK = 8_000;

    private final Spots spots;
    private final Source source;

    RawFiles(Spots spots, Source source) {
        this.spots = spots;
        this.source = source;
    }

    @GetMapping({
        "/projects/{key}/repositories/{slug}/raw",
        "/projects/{key}/repositories/{slug}/raw/{*path}"
    })
    void raw(
            User user,
            Asked asked,
            @RequestParam(defaultValue = "false") boolean download,
            HttpServletResponse response) {
        var spot = spots.require(user, asked);
        var found =
                source.read(
                        spot.repository(),
                        spot.sha(),
                        spot.path(),
                        (size, bytes) -> answer(spot, size, bytes, download, response));
        if (!found) {
            throw missing(spot);
        }
    }

    @GetMapping({
        "/api/v1/projects/{key}/repositories/{slug}/files",
        "/api/v1/projects/{key}/repositories/{slug}/files/{*path}"
    })
    void file(User user, Asked asked, HttpServletResponse response) {
        raw(user, asked, false, response);
    }

    private static void answer(
            Spot spot, long size, InputStream bytes, boolean download, HttpServletResponse response)
            throws IOException {
        try (var peeked = new BufferedInputStream(bytes, PEEK)) {
            var type = type(spot.path(), peeked);
            response.setContentType(type);
            response.setContentLengthLong(size);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", SANDBOX);
            if (download || type.equals("application/octet-stream")) {
                response.setHeader(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(spot.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString());
            }
            peeked.transferTo(response.getOutputStream());
        }
    }

    private static String type(String path, BufferedInputStream bytes) throws IOException {
        var picture = Pictures.type(path);
        if (picture.isPresent()) {
            return picture.get().toString();
        }
        bytes.mark(PEEK);
        var start = bytes.readNBytes(PEEK);
        bytes.reset();
        return RawText.isBinary(start) ? "application/octet-stream" : "text/plain;charset=utf-8";
    }

    private static Problem missing(Spot spot) {
        return Problem.notFound("There is no file %s at %s.".formatted(spot.path(), spot.at()));
    }
}
