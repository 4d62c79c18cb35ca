package dev.fairlead.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations of the same thing, many times. */
final class Sample {
    private final List<Duration> sorted = new ArrayList<>();

    Sample(List<Duration> durations) {
        sorted.addAll(durations);
        Collections.sort(sorted);
    }

    /** The smallest that so many per cent do not pass (nearest rank). */
    Duration percentile(int percent) {
        var rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    String words() {
        return "p50 %d ms, p95 %d ms"
                .formatted(percentile(50).toMillis(), percentile(95).toMillis());
    }
}
