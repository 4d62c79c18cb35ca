package dev.fairlead.identity;

import dev.fairlead.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id, two at a time: each takes 16 MB and a core for tens of milliseconds, and whoever sends
 * many passwords at once must not take the server with them.
 */
@Component
class PasswordHashes {
    private static final int AT_ONCE = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Argon2PasswordEncoder argon =
            Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();

    String hash(String password) {
        return inTurn(() -> encoded(password));
    }

    boolean matches(String password, String hash) {
        return inTurn(() -> argon.matches(password, hash));
    }

    private String encoded(String password) {
        var hash = argon.encode(password);
        if (hash == null) {
            throw new IllegalStateException("This is a bug: a password has no hash");
        }
        return hash;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.tooMany(
                        "Too many log-ins at once: 2 passwords are checked at a time, and none had"
                                + " its turn for 10 s. Try again, or use an API token.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The server is stopping.");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
