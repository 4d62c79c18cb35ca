package dev.fairlead.identity.web;

import dev.fairlead.identity.EmailAddresses;
import dev.fairlead.identity.Passwords;
import dev.fairlead.identity.Sessions;
import dev.fairlead.identity.Tokens;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own page: password, address, tokens. */
@Controller
@RequestMapping("/me")
class MyPages {
    private static final String HOME = "redirect:/me";

    private final Users users;
    private final Passwords passwords;
    private final EmailAddresses addresses;
    private final Tokens tokens;
    private final Sessions sessions;
    private final Clock clock;

    MyPages(
            Users users,
            Passwords passwords,
            EmailAddresses addresses,
            Tokens tokens,
            Sessions sessions,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.addresses = addresses;
        this.tokens = tokens;
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping
    String me(User user, Model model) {
        return show(user, Form.empty(), null, model);
    }

    /** Every log-in ends with the old password; this browser gets a new one at once. */
    @PostMapping("/password")
    String password(
            User user,
            @RequestParam String present,
            @RequestParam String password,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var address = request.getRemoteAddr();
        try {
            passwords.change(user, present, password, address);
        } catch (Problem problem) {
            return refused(user, Map.of("present", "", "password", ""), problem, model, response);
        }
        SessionCookie.set(request, response, sessions.open(user, address));
        Flash.say(response, "Your password is changed. All other log-ins of yours have ended.");
        return HOME;
    }

    @PostMapping("/email")
    String email(User user, @RequestParam String email, Model model, HttpServletResponse response) {
        try {
            addresses.ask(user, email);
        } catch (Problem problem) {
            return refused(user, Map.of("email", email), problem, model, response);
        }
        Flash.say(response, "An administrator has to confirm " + email.strip() + ".");
        return HOME;
    }

    /** Answers with the page itself: the secret is shown this once and nowhere kept. */
    @PostMapping("/tokens")
    String token(
            User user,
            @RequestParam String token,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String project,
            @RequestParam @Nullable Integer days,
            Model model,
            HttpServletResponse response) {
        try {
            var wish = TokenWishes.of(token, role, project, days);
            return show(user, Form.empty(), tokens.make(user, wish), model);
        } catch (Problem problem) {
            var typed = Map.of("token", token, "role", role, "project", project);
            return refused(user, typed, problem, model, response);
        }
    }

    @PostMapping("/tokens/{id}/revocation")
    String revoke(User user, @PathVariable long id, HttpServletResponse response) {
        tokens.revoke(user, id);
        Flash.say(response, "The token is revoked.");
        return HOME;
    }

    private String refused(
            User user,
            Map<String, String> typed,
            Problem problem,
            Model model,
            HttpServletResponse response) {
        response.setStatus(problem.status());
        return show(user, Form.of(typed).refused(problem), null, model);
    }

    private String show(User user, Form form, Tokens.@Nullable Made made, Model model) {
        model.addAttribute("user", user);
        model.addAttribute("form", form);
        model.addAttribute("made", made);
        model.addAttribute("tokens", tokens.of(user));
        model.addAttribute("now", clock.instant());
        model.addAttribute("asked", addresses.asked().get(user.id()));
        model.addAttribute("ownPassword", users.hasOwnPassword(user));
        return "identity/me";
    }
}
