package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void takesTheNearestRank() {
        var sample =
                new Sample(IntStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList());
        assertThat(sample.percentile(50)).isEqualTo(Duration.ofMillis(50));
        assertThat(sample.percentile(95)).isEqualTo(Duration.ofMillis(95));
        assertThat(sample.words()).isEqualTo("p50 50 ms, p95 95 ms");
    }

    @Test
    void takesTheOnlyOneThereIs() {
        var sample = new Sample(List.of(Duration.ofMillis(7)));
        assertThat(sample.percentile(95)).isEqualTo(Duration.ofMillis(7));
    }
}
