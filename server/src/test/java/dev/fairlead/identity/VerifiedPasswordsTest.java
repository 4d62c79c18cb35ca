package dev.fairlead.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerifiedPasswordsTest {
    private static final UserStore.Password STORED = new UserStore.Password(1, "hash", 1, true);

    private final TestClock clock = new TestClock();
    private final VerifiedPasswords verified = new VerifiedPasswords(clock);

    @Test
    void remembersForFiveMinutes() {
        verified.remember(STORED, "secret");

        clock.move(Duration.ofSeconds(299));
        assertThat(verified.knows(STORED, "secret")).isTrue();
        clock.move(Duration.ofSeconds(1));
        assertThat(verified.knows(STORED, "secret")).isFalse();
    }

    @Test
    void forgetsWhenThePasswordChanges() {
        verified.remember(STORED, "secret");

        assertThat(verified.knows(new UserStore.Password(1, "hash", 2, true), "secret")).isFalse();
    }

    @Test
    void knowsNoOtherPasswordAndNobodyElse() {
        verified.remember(STORED, "secret");

        assertThat(verified.knows(STORED, "Secret")).isFalse();
        assertThat(verified.knows(new UserStore.Password(2, "hash", 1, true), "secret")).isFalse();
    }
}
