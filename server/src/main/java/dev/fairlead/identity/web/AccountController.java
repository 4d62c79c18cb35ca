package dev.fairlead.identity.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.EmailAddresses;
import dev.fairlead.identity.Passwords;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What an administrator does to somebody's account, and links to log in once. */
@RestController
@RequestMapping("/api/v1/users/{name}")
class AccountController {
    private static final Duration USUAL_VALIDITY = Duration.ofHours(1);

    record NewPassword(@Nullable String password) {}

    record NewEmail(@Nullable String email) {}

    record NewLink(@Nullable String validity) {}

    /** Path is for whoever reaches the server by another address than its base URL. */
    record Link(String url, String path, Instant expires) {}

    private final Users users;
    private final Passwords passwords;
    private final EmailAddresses addresses;
    private final Access access;
    private final Settings settings;
    private final Clock clock;

    AccountController(
            Users users,
            Passwords passwords,
            EmailAddresses addresses,
            Access access,
            Settings settings,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.addresses = addresses;
        this.access = access;
        this.settings = settings;
        this.clock = clock;
    }

    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(User user, @PathVariable String name, @RequestBody NewPassword body) {
        access.requireAdministrator(user);
        passwords.reset(
                user.actor(), users.require(name), Required.field("password", body.password()));
    }

    @PutMapping("/email")
    UserView vouch(User user, @PathVariable String name, @RequestBody NewEmail body) {
        access.requireAdministrator(user);
        addresses.vouch(user.actor(), users.require(name), Required.field("email", body.email()));
        return UserView.of(users.require(name));
    }

    /** One's own is as good as one's password; for somebody else it lends a log-in to look. */
    @PostMapping("/login-links")
    @ResponseStatus(HttpStatus.CREATED)
    Link link(User user, @PathVariable String name, @RequestBody NewLink body) {
        access.requireWhole(user);
        if (!user.name().equals(name)) {
            access.requireAdministrator(user);
        }
        var validity = validity(body.validity());
        var path = users.loginLink(user.actor(), users.require(name), validity);
        return new Link(settings.baseUrl() + path, path, clock.instant().plus(validity));
    }

    private static Duration validity(@Nullable String text) {
        try {
            return text == null ? USUAL_VALIDITY : Duration.parse(text);
        } catch (DateTimeParseException _) {
            throw Problem.invalid("validity", "validity: must be like PT1H, was \"" + text + "\"");
        }
    }
}
