package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Step;
import dev.fairlead.deploy.StepName;
import dev.fairlead.deploy.Traffic;
import dev.fairlead.web.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The requests of a deployment as a picture: a bar for each span of time, and below it a band for
 * each host that was out of the pool meanwhile.
 *
 * @param most requests a second in the busiest span
 */
public record TrafficPicture(Traffic traffic, List<Bar> bars, List<Band> bands, long most) {
    public static final int WIDTH = 720;
    public static final int HEIGHT = 120;
    public static final int BAND = 16;
    private static final int MOST_BARS = 90;
    private static final int MOST_BANDS = 30;

    /**
     * Requests of one span.
     *
     * @param after how long after the begin, in words
     * @param words the numbers
     */
    public record Bar(
            double x,
            double width,
            double served,
            double failed,
            long requests,
            String after,
            String words) {}

    /** A host that was out from one x to another. */
    public record Band(String host, double x, double width, String words) {
        private static final int ROOM = 80;

        /** Whether its name stands on it, where there is no room beside. */
        public boolean inside() {
            return x < ROOM && isLate();
        }

        public String anchor() {
            return isLate() && !inside() ? "end" : "start";
        }

        public double labelX() {
            if (inside()) {
                return x + 6;
            }
            return isLate() ? x - 4 : x + width + 4;
        }

        private boolean isLate() {
            return x + width > WIDTH - ROOM;
        }
    }

    static TrafficPicture of(Traffic traffic, List<Step> attempts) {
        return new Drawing(traffic).picture(attempts);
    }

    /** Whether there is anything to draw but who was out. */
    public boolean quiet() {
        return traffic.served() + traffic.failed() == 0;
    }

    /** {@code "12,059 served, 0 failed"}. */
    public String words() {
        return "%s served, %s failed".formatted(number(traffic.served()), number(traffic.failed()));
    }

    /** What else is worth knowing; empty for nothing. */
    public String remarks() {
        var remarks = new ArrayList<String>();
        if (traffic.retries() > 0) {
            remarks.add(
                    "%s connections were tried once more by HAProxy."
                            .formatted(number(traffic.retries())));
        }
        if (traffic.restarts() > 0) {
            remarks.add(
                    "Balancers were reloaded or restarted %s meanwhile; what an old process still served is not counted."
                            .formatted(
                                    traffic.restarts() == 1
                                            ? "once"
                                            : traffic.restarts() + " times"));
        }
        return String.join(" ", remarks);
    }

    public int height() {
        return HEIGHT + bands.size() * BAND + 4;
    }

    public String span() {
        return Times.spell(Duration.between(traffic.from(), traffic.to()));
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The arithmetic of one picture. */
    private static final class Drawing {
        private final Traffic traffic;
        private final double millis;
        private final int count;

        Drawing(Traffic traffic) {
            this.traffic = traffic;
            this.millis = Math.max(1, Duration.between(traffic.from(), traffic.to()).toMillis());
            this.count = Math.clamp((long) Math.ceil(millis / 1000), 1, MOST_BARS);
        }

        TrafficPicture picture(List<Step> attempts) {
            var requests = new long[count];
            var failed = new long[count];
            for (var part : traffic.parts()) {
                spread(part, part.requests(), requests);
                spread(part, part.failed(), failed);
            }
            var seconds = millis / count / 1000;
            var most = 1L;
            for (var one : requests) {
                most = Math.max(most, one);
            }
            var bars = new ArrayList<Bar>();
            for (int i = 0; i < count; i++) {
                bars.add(bar(i, requests[i], failed[i], most, seconds));
            }
            return new TrafficPicture(
                    traffic, List.copyOf(bars), bands(attempts), Math.round(most / seconds));
        }

        /** Balancers tell of the time between two looks, which may be longer than a span. */
        private void spread(Traffic.Part part, long number, long[] spans) {
            var from = spans(part.from());
            var to = Math.max(spans(part.at()), from + 0.001);
            var given = 0L;
            for (var at = (int) from; at < count && given < number; at++) {
                var until = Math.min(1, (at + 1 - from) / (to - from));
                var share = at == count - 1 ? number : Math.round(number * until);
                spans[at] += share - given;
                given = share;
            }
        }

        /** Where on the picture a moment is, in spans. */
        private double spans(Instant at) {
            var past = Duration.between(traffic.from(), at).toMillis();
            return Math.clamp(past / millis * count, 0.0, count - 0.001);
        }

        /** What failed is seen also where it is one of thousands. */
        private Bar bar(int at, long requests, long failed, long most, double seconds) {
            var width = (double) WIDTH / count;
            var whole = (double) HEIGHT * requests / most;
            var bad = failed == 0 ? 0 : Math.max(4, (double) HEIGHT * failed / most);
            return new Bar(
                    round(at * width),
                    round(Math.max(1, width - 1)),
                    round(Math.max(0, whole - bad)),
                    round(Math.min(HEIGHT, bad)),
                    requests,
                    Times.spell(Duration.ofMillis((long) (at * seconds * 1000))),
                    "%s served, %s failed"
                            .formatted(number(Math.max(0, requests - failed)), number(failed)));
        }

        private List<Band> bands(List<Step> attempts) {
            Map<String, Instant> from = new LinkedHashMap<>();
            Map<String, Instant> to = new LinkedHashMap<>();
            for (var step : attempts) {
                var issued = step.issued();
                var finished = step.finished();
                if (step.name() == StepName.DRAIN && issued != null) {
                    from.putIfAbsent(step.host(), issued);
                }
                if (step.name() == StepName.BACK && finished != null) {
                    to.put(step.host(), finished);
                }
            }
            return from.entrySet().stream()
                    .limit(MOST_BANDS)
                    .map(one ->
                            band(
                                    one.getKey(),
                                    one.getValue(),
                                    to.getOrDefault(one.getKey(), traffic.to())))
                    .toList();
        }

        private Band band(String host, Instant from, Instant to) {
            var x = x(from);
            return new Band(
                    host,
                    x,
                    Math.max(2, round(x(to) - x)),
                    host + " was out for " + Times.spell(Duration.between(from, to)));
        }

        private double x(Instant at) {
            var past = Duration.between(traffic.from(), at).toMillis();
            return round(Math.clamp(past / millis, 0.0, 1.0) * WIDTH);
        }

        private static double round(double value) {
            return Math.round(value * 10) / 10.0;
        }
    }
}
