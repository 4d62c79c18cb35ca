package dev.fairlead.notify.web;

import dev.fairlead.identity.User;
import dev.fairlead.notify.PersonalEvent;
import dev.fairlead.notify.PersonalMail;
import dev.fairlead.web.Flash;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What one gets by mail. */
@Controller
@RequestMapping("/me/mail")
class MailPages {
    private static final int SHOWN = 20;
    private static final String HOME = "redirect:/me/mail";

    private final PersonalMail mail;

    MailPages(PersonalMail mail) {
        this.mail = mail;
    }

    @GetMapping
    ModelAndView show(User user) {
        return new ModelAndView(
                "notify/mail",
                Map.of(
                        "user", user,
                        "events", List.of(PersonalEvent.values()),
                        "chosen", mail.chosen(user),
                        "possible", mail.isPossible(),
                        "deliveries", mail.latest(user, SHOWN)));
    }

    @PostMapping
    String choose(
            User user, @RequestParam Map<String, String> typed, HttpServletResponse response) {
        mail.choose(
                user,
                Arrays.stream(PersonalEvent.values())
                        .map(PersonalEvent::key)
                        .filter(typed::containsKey)
                        .toList());
        Flash.say(response, "That is what you get by mail from now on.");
        return HOME;
    }

    @PostMapping("/tests")
    String test(User user, HttpServletResponse response) {
        mail.test(user);
        Flash.say(response, "A test is on its way to " + user.email() + ".");
        return HOME;
    }
}
