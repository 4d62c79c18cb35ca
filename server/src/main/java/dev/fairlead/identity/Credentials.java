package dev.fairlead.identity;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells from a name and a password, or from a token, who asks. */
@Component
public class Credentials {
    private final UserStore users;
    private final PasswordHashes hashes;
    private final VerifiedPasswords verified;
    private final Failures failures;
    private final Tokens tokens;

    /**
     * Compared with when there is no such user, so that a strange name takes as long as a known.
     */
    private final String nobodysHash;

    Credentials(
            UserStore users,
            PasswordHashes hashes,
            VerifiedPasswords verified,
            Failures failures,
            Tokens tokens) {
        this.users = users;
        this.hashes = hashes;
        this.verified = verified;
        this.failures = failures;
        this.tokens = tokens;
        this.nobodysHash = hashes.hash(Secrets.random());
    }

    /**
     * As {@link #byPassword}, but an API token may stand in the password's place beside any name,
     * or in the name's place without a password: tools write it either way.
     */
    public Proven byPasswordOrToken(String name, String password, String address) {
        var secret = password.isEmpty() ? name : password;
        return Tokens.looksLikeOne(secret)
                ? tokens.find(secret).orElseThrow(Credentials::wrong)
                : Proven.whole(byPassword(name, password, address));
    }

    /**
     * The user with this password.
     *
     * @param address where the attempt comes from
     * @throws Unauthenticated when they do not fit
     * @throws TooManyFailures when they are not even looked at
     */
    public User byPassword(String name, String password, String address) {
        var stored = users.password(name);
        if (stored.filter(known -> verified.knows(known, password)).isEmpty()) {
            verify(name, stored, password, address);
        }
        return users.get(stored.orElseThrow().userId());
    }

    /** Whose API token this is, and what it may. */
    public Optional<Proven> byToken(String secret) {
        return Tokens.looksLikeOne(secret) ? tokens.find(secret) : Optional.empty();
    }

    private void verify(
            String name, Optional<UserStore.Password> stored, String password, String address) {
        failures.check(name, address);
        var hash = stored.map(UserStore.Password::hash).orElse(nobodysHash);
        if (!hashes.matches(password, hash) || stored.isEmpty()) {
            failures.failed(name, address);
            throw wrong();
        }
        failures.succeeded(name, address);
        verified.remember(stored.get(), password);
    }

    private static Unauthenticated wrong() {
        return new Unauthenticated("The user name or the password is wrong.");
    }
}
