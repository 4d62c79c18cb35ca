package dev.fairlead.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests that an environment's balancers took while a deployment ran, all together.
 *
 * @param parts in the order of time
 */
public record Traffic(Instant from, Instant to, List<Part> parts) {
    /**
     * What one balancer counted between two looks.
     *
     * @param from the earlier of them
     * @param at the later of them
     * @param retries what HAProxy tried once more, which nobody noticed
     * @param anew whether HAProxy began to count anew in between: it was reloaded or restarted
     */
    public record Part(
            Instant from, Instant at, long requests, long failed, long retries, boolean anew) {}

    /** Of at least two samples of one balancer; null before. */
    static @Nullable Traffic of(List<TrafficSample> samples) {
        Map<String, TrafficSample> last = new HashMap<>();
        var parts = new ArrayList<Part>();
        for (var sample : samples) {
            var before = last.get(sample.balancer());
            if (before != null && sample.isLate(before)) {
                continue;
            }
            if (before != null) {
                parts.add(sample.since(before));
            }
            last.put(sample.balancer(), sample);
        }
        return parts.isEmpty()
                ? null
                : new Traffic(samples.getFirst().at(), samples.getLast().at(), List.copyOf(parts));
    }

    public long served() {
        return parts.stream().mapToLong(part -> Math.max(0, part.requests() - part.failed())).sum();
    }

    public long failed() {
        return parts.stream().mapToLong(Part::failed).sum();
    }

    public long retries() {
        return parts.stream().mapToLong(Part::retries).sum();
    }

    /** How often a balancer was reloaded or restarted meanwhile. */
    public long restarts() {
        return parts.stream().filter(Part::anew).count();
    }
}
