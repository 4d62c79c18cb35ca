package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.deploy.WhyOut.Known;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WhyOutTest {
    private static final Known NOTHING = new Known(null, null, "", false);
    private static final Known PARKED = new Known(null, 7L, "verify: exit code 1.", false);
    private static final Known AT_WORK = new Known(9L, null, "", false);

    @Test
    void saysNothingOfAHostThatServes() {
        assertThat(WhyOut.of(seat("UP 1/2", ""), NOTHING)).isEmpty();
        assertThat(WhyOut.of(seat("no check", ""), NOTHING)).isEmpty();
        assertThat(WhyOut.of(seat("UP", ""), AT_WORK)).isEmpty();
    }

    @Test
    void namesTheDeploymentThatLeftItOut() {
        assertThat(told("MAINT", PARKED))
                .isEqualTo("deployment 7 left it out: verify: exit code 1.");
        assertThat(told("DRAIN", AT_WORK)).isEqualTo("deployment 9 is at work on it");
    }

    @Test
    void tellsAHandFromAFailingCheck() {
        assertThat(told("MAINT", NOTHING)).isEqualTo("taken out by hand, outside Fairlead");
        assertThat(WhyOut.of(seat("DOWN", "L4CON Connection refused"), NOTHING).get().sentence())
                .isEqualTo("its health check fails: L4CON Connection refused");
        assertThat(told("", NOTHING)).isEqualTo("the balancer's backend has no such server");
    }

    @Test
    void warnsOfAHostThatGetsRequestsThoughItWasLeftOut() {
        assertThat(told("UP", PARKED))
                .isEqualTo(
                        "gets requests, though deployment 7 left it out: its balancer forgot that");
    }

    private static String told(String status, Known known) {
        return WhyOut.of(seat(status, ""), known).orElseThrow().sentence();
    }

    private static SeatState seat(String status, String check) {
        return new SeatState("order-1", "lb-1", status, check, 0, Instant.EPOCH, Instant.EPOCH);
    }
}
