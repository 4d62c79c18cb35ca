package dev.fairlead.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The same thing asked of Fairlead and of native git in turns, so that both meet one machine. */
final class SideBySide {
    private final List<Duration> ours = new ArrayList<>();
    private final List<Duration> theirs = new ArrayList<>();

    /** Runs both; every other time the other one first. */
    void run(Runnable fairlead, Runnable git) {
        if (ours.size() % 2 == 0) {
            ours.add(time(fairlead));
            theirs.add(time(git));
        } else {
            theirs.add(time(git));
            ours.add(time(fairlead));
        }
    }

    Measure plain(String what) {
        return Measure.plain(what, words());
    }

    Measure measure(String what, double most) {
        return new Measure(what, words(), "≤ %.1f ×".formatted(most), ratio() <= most);
    }

    private String words() {
        return "p50 %d ms, native %d ms: %.2f × (of %d)"
                .formatted(
                        median(ours).toMillis(), median(theirs).toMillis(), ratio(), ours.size());
    }

    private double ratio() {
        return (double) median(ours).toNanos() / median(theirs).toNanos();
    }

    private static Duration median(List<Duration> times) {
        return new Sample(times).percentile(50);
    }

    private static Duration time(Runnable work) {
        var began = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
