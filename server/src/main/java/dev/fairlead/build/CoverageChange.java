package dev.fairlead.build;

import org.jspecify.annotations.Nullable;

/**
 * The coverage of a build, beside that of the default branch.
 *
 * @param base the last build of the default branch before it that has one; null for none
 */
public record CoverageChange(Coverage now, @Nullable Base base) {
    /** What is compared with. */
    public record Base(long build, Coverage coverage) {}

    /** Lines in words, with what changed. */
    public String lines() {
        var change = base == null ? "" : now.lines().change(base.coverage().lines());
        return now.lines().words() + change;
    }

    /** Branches in the same way. */
    public String branches() {
        var change = base == null ? "" : now.branches().change(base.coverage().branches());
        return now.branches().words() + change;
    }
}
