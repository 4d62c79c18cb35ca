package dev.fairlead.notify.web;

import dev.fairlead.identity.User;
import dev.fairlead.notify.PersonalEvent;
import dev.fairlead.notify.PersonalMail;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What one gets by mail, for scripts. */
@RestController
@RequestMapping("/api/v1/me/mail")
class MailRest {
    record Chosen(@Nullable List<String> events) {}

    private final PersonalMail mail;

    MailRest(PersonalMail mail) {
        this.mail = mail;
    }

    @GetMapping
    Chosen chosen(User user) {
        return new Chosen(mail.chosen(user).stream().map(PersonalEvent::key).toList());
    }

    @PutMapping
    Chosen choose(User user, @RequestBody Chosen wanted) {
        mail.choose(user, wanted.events() == null ? List.of() : wanted.events());
        return chosen(user);
    }
}
