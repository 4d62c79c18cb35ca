package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a person may decide about a deployment under way, or one that failed. */
public enum Decision {
    PAUSE,
    RESUME,
    /** Ends it when the hosts under way are through. */
    STOP,
    /** Ends it as soon as no host is left in between. */
    ABORT,
    /** Does a host's turn again. */
    RETRY,
    /** Leaves a host as it is and goes on with the others. */
    SKIP,
    ROLLBACK;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Decision of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(
                                "decision",
                                "decision: must be one of %s, was \"%s\"."
                                        .formatted(words(), word)));
    }

    private static String words() {
        return Arrays.stream(values()).map(Decision::word).collect(Collectors.joining(", "));
    }
}
