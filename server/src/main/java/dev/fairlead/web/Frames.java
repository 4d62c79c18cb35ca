package dev.fairlead.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Makes the frame of the page that is about to be rendered. */
@Component
class Frames {
    private static final String MADE = Frames.class.getName();

    private final ObjectProvider<Visitors> visitors;
    private final Assets assets;

    Frames(ObjectProvider<Visitors> visitors, Assets assets) {
        this.visitors = visitors;
        this.assets = assets;
    }

    /** The one frame of this request, for its page and every fragment on it. */
    Frame frame(HttpServletRequest request, @Nullable HttpServletResponse response) {
        if (request.getAttribute(MADE) instanceof Frame frame) {
            return frame;
        }
        var frame = make(request, response);
        request.setAttribute(MADE, frame);
        return frame;
    }

    private Frame make(HttpServletRequest request, @Nullable HttpServletResponse response) {
        var visitor =
                visitors.stream().flatMap(some -> some.current().stream()).findFirst().orElse(null);
        // A fragment leaves the message to the next whole page.
        var flash =
                response == null || request.getHeader("HX-Request") != null
                        ? null
                        : Flash.take(request, response);
        return new Frame(visitor, csrf(request), flash, assets.version());
    }

    /** Asking for the token makes Spring Security set its cookie; so ask before the body starts. */
    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? token.getToken()
                : "";
    }
}
