package dev.fairlead.notify;

import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes mail, to a project's addresses or to a person's own, which may be another one by now. */
@Component
class Mails {
    /** The setting that names the person; a project's channel has none. */
    static final String PERSON = "user";

    private final Users users;
    private final Settings settings;
    private final Clock clock;

    Mails(Users users, Settings settings, Clock clock) {
        this.users = users;
        this.settings = settings;
        this.clock = clock;
    }

    Outcome write(Addressee to, Delivery delivery) {
        var smtp = settings.smtp();
        if (smtp == null) {
            return Outcome.failed(
                    "This server has no mail server. An administrator names it with FAIRLEAD_SMTP_HOST.",
                    Duration.ZERO);
        }
        // What knows the protocol is loaded with the first mail.
        return new SmtpClient(smtp, settings.webhookTimeout())
                .send(
                        addresses(to),
                        MailWords.read(delivery.body()),
                        delivery.requestId(),
                        clock.instant());
    }

    private List<String> addresses(Addressee to) {
        var person = to.setting(PERSON);
        return person.isEmpty()
                ? Arrays.stream(to.address().split(",")).map(String::strip).toList()
                : List.of(users.get(Long.parseLong(person)).email());
    }
}
