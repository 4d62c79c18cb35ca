package dev.fairlead.review;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What shall be different about a pull request; null leaves a thing as it is.
 *
 * @param seen the version that was looked at
 * @param reviewers the names of all who shall be asked to review
 */
public record Amendment(
        int seen,
        @Nullable String title,
        @Nullable String description,
        @Nullable String target,
        @Nullable Collection<String> reviewers) {}
