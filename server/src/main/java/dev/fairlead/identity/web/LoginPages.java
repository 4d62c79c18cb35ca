package dev.fairlead.identity.web;

import dev.fairlead.identity.Credentials;
import dev.fairlead.identity.Sessions;
import dev.fairlead.identity.TooManyFailures;
import dev.fairlead.identity.Unauthenticated;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Log-in with a password or with a link that is good for once, and log-out. */
@Controller
class LoginPages {
    private final Credentials credentials;
    private final Sessions sessions;

    LoginPages(Credentials credentials, Sessions sessions) {
        this.credentials = credentials;
        this.sessions = sessions;
    }

    @GetMapping("/login")
    String login(
            @RequestParam(name = "return", required = false) @Nullable String returnTo,
            Model model) {
        return show(Form.empty(), ReturnPath.safe(returnTo), model);
    }

    /** Shows a button only: what looks at links ahead of people must not use them up. */
    @GetMapping(path = "/login", params = "link")
    String link(@RequestParam String link, Model model, HttpServletResponse response) {
        var holder = sessions.holder(link);
        if (holder.isEmpty()) {
            return usedUp(model, response);
        }
        model.addAttribute("user", holder.get());
        model.addAttribute("link", link);
        return "identity/link";
    }

    @PostMapping("/login")
    String logIn(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(name = "return", required = false) @Nullable String returnTo,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var goOn = ReturnPath.safe(returnTo);
        try {
            var address = request.getRemoteAddr();
            var user = credentials.byPassword(name.strip(), password, address);
            SessionCookie.set(request, response, sessions.open(user, address));
            return to(goOn);
        } catch (Unauthenticated | TooManyFailures refusal) {
            response.setStatus(refusal.status());
            if (refusal instanceof TooManyFailures wait) {
                response.setHeader(
                        HttpHeaders.RETRY_AFTER, String.valueOf(wait.retryAfter().toSeconds()));
            }
            return show(Form.of(Map.of("name", name)).refused(refusal), goOn, model);
        }
    }

    @PostMapping(path = "/login", params = "link")
    String useLink(
            @RequestParam String link,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var secret = sessions.openByLink(link, request.getRemoteAddr());
        if (secret.isEmpty()) {
            return usedUp(model, response);
        }
        SessionCookie.secret(request).ifPresent(sessions::close);
        SessionCookie.set(request, response, secret.get());
        return to("/");
    }

    @PostMapping("/logout")
    String logOut(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.secret(request).ifPresent(sessions::close);
        SessionCookie.clear(request, response);
        return to("/login");
    }

    private static String usedUp(Model model, HttpServletResponse response) {
        var gone =
                Problem.notFound(
                        "This link was used already or is too old. Log in with your password, or ask"
                                + " for another link.");
        response.setStatus(gone.status());
        return show(Form.empty().refused(gone), "/", model);
    }

    private static String show(Form form, String returnTo, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("returnTo", returnTo);
        return "identity/login";
    }

    private static String to(String path) {
        return "redirect:" + path;
    }
}
