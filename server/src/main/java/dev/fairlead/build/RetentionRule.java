package dev.fairlead.build;

import dev.fairlead.problem.Problem;

/**
 * How long a repository keeps what its branches' builds left. What is neither among the last builds
 * of its branch nor younger than so many days goes.
 */
public record RetentionRule(int builds, int days) {
    public static final RetentionRule DEFAULT = new RetentionRule(20, 90);
    static final int MOST_BUILDS = 1_000;
    private static final int MOST_DAYS = 3_650;

    public RetentionRule {
        if (builds < 1 || builds > MOST_BUILDS) {
            throw Problem.invalid(
                    "builds",
                    "builds: must be from 1 to %d for each branch, was %d."
                            .formatted(MOST_BUILDS, builds));
        }
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.invalid(
                    "days", "days: must be from 1 to %d, was %d.".formatted(MOST_DAYS, days));
        }
    }

    /** {@code "the last 20 builds of a branch, and 90 days"}. */
    public String words() {
        return "the last %s of a branch, and %s"
                .formatted(
                        builds == 1 ? "build" : builds + " builds",
                        days == 1 ? "one day" : days + " days");
    }
}
