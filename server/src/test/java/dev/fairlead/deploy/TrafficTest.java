package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void countsWhatWasAddedBetweenTheFirstLookAndTheLast() {
        var traffic = traffic(sample(0, "1/a", 1_000, 7), sample(1, "1/a", 1_700, 7));
        assertThat(traffic.served()).isEqualTo(700);
        assertThat(traffic.failed()).isZero();
        assertThat(traffic.restarts()).isZero();
    }

    @Test
    void goesOnCountingWhereAReloadBeganAnew() {
        var traffic =
                traffic(
                        sample(0, "1/a", 1_000, 7),
                        sample(1, "1/a", 1_100, 8),
                        sample(2, "2/b", 60, 0),
                        sample(3, "2/b", 160, 1));
        assertThat(traffic.served()).isEqualTo(99 + 60 + 99);
        assertThat(traffic.failed()).isEqualTo(2);
        assertThat(traffic.restarts()).isEqualTo(1);
    }

    @Test
    void addsUpTheBalancers() {
        var traffic =
                traffic(
                        sample(0, "1/a", 0, 0),
                        new TrafficSample("lb-2", START, "9/z", 50, 0, 0),
                        sample(1, "1/a", 10, 0),
                        new TrafficSample("lb-2", START.plusSeconds(1), "9/z", 55, 0, 2));
        assertThat(traffic.served()).isEqualTo(15);
        assertThat(traffic.retries()).isEqualTo(2);
    }

    @Test
    void leavesOutAnAnswerThatCameTooLate() {
        var traffic =
                traffic(
                        sample(0, "1/a", 100, 0),
                        sample(1, "1/a", 300, 0),
                        sample(2, "1/a", 200, 0),
                        sample(3, "1/a", 400, 0));
        assertThat(traffic.served()).isEqualTo(300);
        assertThat(traffic.restarts()).isZero();
    }

    @Test
    void saysNothingFromOneLook() {
        assertThat(Traffic.of(List.of(sample(0, "1/a", 100, 0)))).isNull();
    }

    private static Traffic traffic(TrafficSample... samples) {
        return Traffic.of(List.of(samples));
    }

    private static TrafficSample sample(int second, String process, long requests, long failed) {
        return new TrafficSample("lb-1", START.plusSeconds(second), process, requests, failed, 0);
    }
}
