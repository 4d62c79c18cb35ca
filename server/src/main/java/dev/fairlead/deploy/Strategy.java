package dev.fairlead.deploy;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a release comes over an environment's hosts.
 *
 * @param batch how many hosts of a group take their turns together
 * @param pause between one batch and the next
 * @param maxFailed how many hosts may fail before nothing more is begun
 * @param floor how many servers must stay in their pools; null for no such rule
 */
public record Strategy(
        Kind kind, Amount batch, Pause pause, int maxFailed, @Nullable Amount floor) {
    /** One batch after the other, one of two sets after the other, or every host at once. */
    public enum Kind {
        ROLLING,
        BLUE_GREEN,
        ALL_AT_ONCE;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Some of all: a number of them, or so many of a hundred. */
    public record Amount(int number, boolean percent) {
        public static final Amount ONE = new Amount(1, false);

        /** At least one, and never more than that part. */
        int atMostOf(int all) {
            return Math.max(1, percent ? all * number / 100 : number);
        }

        /** Never less than that part. */
        int atLeastOf(int all) {
            return percent ? (all * number + 99) / 100 : number;
        }

        @Override
        public String toString() {
            return percent ? number + "%" : Integer.toString(number);
        }
    }

    /**
     * What is waited for.
     *
     * @param asks whether a person lets it go on; the time is then zero
     */
    public record Pause(boolean asks, Duration time) {
        public static final Pause NONE = new Pause(false, Duration.ZERO);

        /** As a definition says it. */
        @Override
        public String toString() {
            return asks ? "ask" : time.toSeconds() + "s";
        }
    }

    static Strategy rolling(Amount batch) {
        return new Strategy(Kind.ROLLING, batch, Pause.NONE, 0, null);
    }

    /** In words, as pages say it. */
    public String words() {
        var words = new StringBuilder();
        words.append(
                switch (kind) {
                    case ROLLING ->
                            batch.equals(Amount.ONE) ? "one at a time" : batch + " at a time";
                    case BLUE_GREEN -> "blue/green";
                    case ALL_AT_ONCE -> "all at once";
                });
        if (pause.asks()) {
            words.append(", a person lets each batch go");
        } else if (!pause.time().isZero()) {
            words.append(", ").append(pause).append(" between batches");
        }
        if (maxFailed > 0) {
            words.append(", up to ").append(maxFailed).append(" may fail");
        }
        if (floor != null) {
            words.append(", never fewer than ").append(floor).append(" in the pool");
        }
        return words.toString();
    }
}
