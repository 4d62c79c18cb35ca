package dev.fairlead.identity.web;

import dev.fairlead.identity.EmailAddresses;
import dev.fairlead.identity.Passwords;
import dev.fairlead.identity.SshKeys;
import dev.fairlead.identity.Tokens;
import dev.fairlead.identity.User;
import dev.fairlead.web.Listing;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own account. */
@RestController
@RequestMapping("/api/v1/me")
class MeController {
    record NewPassword(@Nullable String present, @Nullable String password) {}

    record NewEmail(@Nullable String email) {}

    /**
     * A new token; what is missing does not limit it.
     *
     * @param role read, write or administer
     * @param project the key of the only project that it is for
     * @param days that it counts
     */
    record NewToken(
            @Nullable String name,
            @Nullable String role,
            @Nullable String project,
            @Nullable Integer days) {
        private Tokens.Wish wish() {
            return TokenWishes.of(Required.field("name", name), role, project, days);
        }
    }

    /** A new public key: one line of a {@code .pub} file; its comment is the label by default. */
    record NewKey(@Nullable String label, @Nullable String key) {}

    private final Passwords passwords;
    private final EmailAddresses addresses;
    private final Tokens tokens;
    private final SshKeys keys;

    MeController(Passwords passwords, EmailAddresses addresses, Tokens tokens, SshKeys keys) {
        this.passwords = passwords;
        this.addresses = addresses;
        this.tokens = tokens;
        this.keys = keys;
    }

    @GetMapping
    UserView me(User user) {
        return UserView.of(user);
    }

    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(User user, @RequestBody NewPassword body, HttpServletRequest request) {
        passwords.change(
                user,
                Required.field("present", body.present()),
                Required.field("password", body.password()),
                request.getRemoteAddr());
    }

    /** Noted until an administrator vouches for it. */
    @PutMapping("/email")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void ask(User user, @RequestBody NewEmail body) {
        addresses.ask(user, Required.field("email", body.email()));
    }

    @GetMapping("/tokens")
    Listing<Tokens.Token> tokens(User user) {
        return Listing.of(tokens.of(user));
    }

    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    Tokens.Made make(User user, @RequestBody NewToken body) {
        return tokens.make(user, body.wish());
    }

    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(User user, @PathVariable long id) {
        tokens.revoke(user, id);
    }

    @GetMapping("/ssh-keys")
    Listing<KeyView> keys(User user) {
        return Listing.of(keys.of(user).stream().map(KeyView::of).toList());
    }

    @PostMapping("/ssh-keys")
    @ResponseStatus(HttpStatus.CREATED)
    KeyView add(User user, @RequestBody NewKey body) {
        var label = Objects.requireNonNullElse(body.label(), "");
        return KeyView.of(keys.add(user, label, Required.field("key", body.key())));
    }

    /** One's own; an administrator removes anybody's. */
    @DeleteMapping("/ssh-keys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(User user, @PathVariable long id) {
        keys.remove(user, id);
    }
}
