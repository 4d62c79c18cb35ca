package dev.fairlead.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Makes the frame of the page that is about to be rendered. */
@Component
class Frames {
    private final ObjectProvider<Visitors> visitors;
    private final Assets assets;

    Frames(ObjectProvider<Visitors> visitors, Assets assets) {
        this.visitors = visitors;
        this.assets = assets;
    }

    Frame frame(HttpServletRequest request, HttpServletResponse response) {
        var visitor =
                visitors.stream().flatMap(some -> some.current().stream()).findFirst().orElse(null);
        // A fragment leaves the message to the next whole page.
        var flash = request.getHeader("HX-Request") == null ? Flash.take(request, response) : null;
        return new Frame(visitor, csrf(request), flash, assets.version());
    }

    /** Asking for the token makes Spring Security set its cookie; so ask before the body starts. */
    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? token.getToken()
                : "";
    }
}
