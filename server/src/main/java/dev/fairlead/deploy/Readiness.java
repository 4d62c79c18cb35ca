package dev.fairlead.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether an environment could go back to what ran before.
 *
 * @param version to which; empty where there is nothing
 * @param checked when that was looked at
 */
public record Readiness(String version, List<Fact> facts, Instant checked) {
    /** What one look found. */
    public enum Standing {
        HOLDS,
        /** It would not keep anybody from going back, but is worth knowing before. */
        UNSURE,
        FAILS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that going back needs.
     *
     * @param since the instant that the sentence is about; null for none
     */
    public record Fact(Standing standing, String sentence, @Nullable Instant since) {
        static Fact holds(String sentence, @Nullable Instant since) {
            return new Fact(Standing.HOLDS, sentence, since);
        }

        static Fact unsure(String sentence, @Nullable Instant since) {
            return new Fact(Standing.UNSURE, sentence, since);
        }

        static Fact fails(String sentence) {
            return new Fact(Standing.FAILS, sentence, null);
        }
    }

    public boolean ready() {
        return !version.isEmpty()
                && facts.stream().noneMatch(fact -> fact.standing() == Standing.FAILS);
    }
}
