package dev.fairlead.build;

import java.time.Duration;
import java.util.Locale;

/** How long something took, as people say it: {@code 0.3 s}, {@code 48 s}, {@code 12 min}. */
public final class Took {
    private Took() {}

    public static String words(Duration took) {
        var seconds = took.toMillis() / 1000.0;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return seconds < 120 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }
}
