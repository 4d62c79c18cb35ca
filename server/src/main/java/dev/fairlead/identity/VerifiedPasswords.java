package dev.fairlead.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Remembers for five minutes that a password was right, because git and scripts send it with every
 * request. Kept is an HMAC under a key that only this process ever has, over user, password and the
 * password's version: a change of the password makes it worthless at once.
 */
@Component
class VerifiedPasswords {
    private static final Duration MEMORY = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Instant> until = new LinkedHashMap<>();

    VerifiedPasswords(Clock clock) {
        this.clock = clock;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    boolean knows(UserStore.Password stored, String password) {
        var mark = mark(stored, password);
        synchronized (until) {
            var end = until.get(mark);
            return end != null && clock.instant().isBefore(end);
        }
    }

    void remember(UserStore.Password stored, String password) {
        var mark = mark(stored, password);
        synchronized (until) {
            until.remove(mark);
            until.put(mark, clock.instant().plus(MEMORY));
            if (until.size() > MOST) {
                until.remove(until.keySet().iterator().next());
            }
        }
    }

    private String mark(UserStore.Password stored, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(stored.userId())
                            .putLong(stored.version())
                            .array());
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This is a bug: every Java has HmacSHA256", e);
        }
    }
}
