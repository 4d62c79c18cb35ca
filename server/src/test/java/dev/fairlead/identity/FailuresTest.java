package dev.fairlead.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final TestClock clock = new TestClock();
    private final Failures failures = new Failures(clock);

    @Test
    void refusesAfterFiveWrongPasswordsForAMinute() {
        fail("alice", "10.0.0.1", 5);

        assertThatThrownBy(() -> failures.check("alice", "10.0.0.1"))
                .isInstanceOf(TooManyFailures.class)
                .hasMessage(
                        "Too many wrong passwords for alice from 10.0.0.1: the limit is 5 in a"
                                + " minute. Try again in 61 s.");

        clock.move(Duration.ofSeconds(60));
        assertThatNoException().isThrownBy(() -> failures.check("alice", "10.0.0.1"));
    }

    @Test
    void doesNotLockOutTheSameAccountFromElsewhere() {
        fail("alice", "10.0.0.1", 5);

        assertThatNoException().isThrownBy(() -> failures.check("alice", "10.0.0.2"));
    }

    @Test
    void refusesAnAddressThatTriesManyAccounts() {
        for (var i = 0; i < Failures.PER_ADDRESS; i++) {
            fail("user" + i, "10.0.0.1", 1);
        }

        assertThatThrownBy(() -> failures.check("alice", "10.0.0.1"))
                .hasMessageContaining("from 10.0.0.1: the limit is 50 in a minute");
    }

    @Test
    void forgetsWhatCameBeforeTheRightPassword() {
        fail("alice", "10.0.0.1", 4);
        failures.succeeded("alice", "10.0.0.1");
        fail("alice", "10.0.0.1", 4);

        assertThatNoException().isThrownBy(() -> failures.check("alice", "10.0.0.1"));
    }

    @Test
    void saysWhenToTryAgain() {
        fail("alice", "10.0.0.1", 5);
        clock.move(Duration.ofSeconds(20));

        assertThatThrownBy(() -> failures.check("alice", "10.0.0.1"))
                .isInstanceOfSatisfying(
                        TooManyFailures.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(41)));
    }

    private void fail(String account, String address, int times) {
        for (var i = 0; i < times; i++) {
            failures.failed(account, address);
        }
    }
}
