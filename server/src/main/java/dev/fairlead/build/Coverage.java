package dev.fairlead.build;

import java.util.Locale;

/** How much of the code tests ran through. */
public record Coverage(Share lines, Share branches) {
    /** So many of so many. */
    public record Share(long covered, long total) {
        /** Of a hundred; of nothing all. */
        public double percent() {
            return total == 0 ? 100 : 100.0 * covered / total;
        }

        public String words() {
            return String.format(Locale.ENGLISH, "%.1f %%", percent());
        }

        /** {@code " (+0.4)"}, to put behind the words; empty where both are the same. */
        public String change(Share before) {
            var tenths = Math.round(percent() * 10) - Math.round(before.percent() * 10);
            return tenths == 0 ? "" : String.format(Locale.ENGLISH, " (%+.1f)", tenths / 10.0);
        }
    }
}
