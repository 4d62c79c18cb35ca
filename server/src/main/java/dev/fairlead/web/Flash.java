package dev.fairlead.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * A sentence that survives one redirect, in a cookie: the server keeps nothing that another server
 * would miss. It is text and escaped like any other, whoever wrote the cookie.
 */
public final class Flash {
    private static final String NAME = "flash";
    private static final int LONGEST = 1000;

    private Flash() {}

    /** Shows the sentence on top of the next page. */
    public static void say(HttpServletResponse response, String sentence) {
        var text = sentence.substring(0, Math.min(LONGEST, sentence.length()));
        set(response, URLEncoder.encode(text, StandardCharsets.UTF_8), Duration.ofMinutes(1));
    }

    static @Nullable String take(HttpServletRequest request, HttpServletResponse response) {
        var cookie = WebUtils.getCookie(request, NAME);
        if (cookie == null || cookie.getValue().isEmpty()) {
            return null;
        }
        set(response, "", Duration.ZERO);
        try {
            return URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static void set(HttpServletResponse response, String value, Duration age) {
        var cookie =
                ResponseCookie.from(NAME, value)
                        .httpOnly(true)
                        .sameSite("Strict")
                        .path("/")
                        .maxAge(age)
                        .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
