package dev.fairlead.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration TOOK = Duration.ofMillis(20);

    @Test
    void isDeliveredByEveryAnswerThatSaysSo() {
        for (var status : List.of(200, 201, 202, 204, 299)) {
            assertThat(verdict(Outcome.answered(status, "", TOOK), 0, MADE))
                    .isEqualTo(new Verdict.Delivered());
        }
    }

    @Test
    void triesAgainLaterAndLater() {
        var pauses =
                List.of(0, 1, 2, 3, 4, 5, 6, 20).stream()
                        .map(attempts -> (Verdict.Again) verdict(away(), attempts, MADE))
                        .map(again -> Duration.between(MADE, again.at()).toSeconds())
                        .toList();
        assertThat(pauses).containsExactly(5L, 30L, 120L, 600L, 1_800L, 3_600L, 3_600L, 3_600L);
    }

    @Test
    void givesUpAfterADayAndNotBefore() {
        var last = MADE.plus(Duration.ofHours(24));
        assertThat(verdict(away(), 9, last.minusSeconds(60)))
                .isEqualTo(new Verdict.Again(last, true));
        assertThat(verdict(away(), 10, last)).isEqualTo(new Verdict.GivenUp());
        // After a long stop of the server too, everything is tried once at least.
        assertThat(verdict(Outcome.answered(200, "", TOOK), 0, last.plusSeconds(9_999)))
                .isEqualTo(new Verdict.Delivered());
    }

    @Test
    void holdsOthersOnlyWhileTheReceiverIsAway() {
        for (var outcome :
                List.of(away(), answered(429), answered(502), answered(503), answered(504))) {
            assertThat(((Verdict.Again) verdict(outcome, 0, MADE)).holdsOthers()).isTrue();
        }
        for (var status : List.of(301, 302, 400, 401, 404, 410, 422, 500)) {
            assertThat(((Verdict.Again) verdict(answered(status), 0, MADE)).holdsOthers())
                    .isFalse();
        }
    }

    @Test
    void sendsByHandOnlyOnce() {
        assertThat(Verdict.of(away(), delivery(0, true), MADE)).isEqualTo(new Verdict.GivenUp());
    }

    private static Outcome away() {
        return Outcome.failed("There is no host.", TOOK);
    }

    private static Outcome answered(int status) {
        return Outcome.answered(status, "", TOOK);
    }

    private static Verdict verdict(Outcome outcome, int attempts, Instant now) {
        return Verdict.of(outcome, delivery(attempts, false), now);
    }

    private static Delivery delivery(int attempts, boolean byHand) {
        return new Delivery(
                1,
                1,
                UUID.randomUUID(),
                "repo:refs_changed",
                "{}",
                Delivery.State.OWED,
                byHand,
                MADE,
                MADE,
                attempts,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
