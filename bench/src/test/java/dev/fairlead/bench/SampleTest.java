package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
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

    @Test
    void theReportMarksWhatWasMissed() {
        var machine = new Machine("Debian 12", "a processor", 2, 8_000);
        var table =
                List.of(Measure.plain("push", "5 ms"), new Measure("start", "9 s", "≤ 5 s", false));
        assertThat(Report.of(machine, LocalDate.of(2026, 11, 23), 100, table))
                .contains("on 2026-11-23, Debian 12, 2 cores of a processor", "100 pushes")
                .contains("| push | 5 ms |  |")
                .contains("| start | 9 s | ≤ 5 s (missed) |");
    }
}
