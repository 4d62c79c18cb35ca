package dev.fairlead.review;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who was asked to review a pull request or approved it without being asked.
 *
 * @param approved the head they approved; null when they have not, or it was voided
 */
public record Reviewer(long pullRequest, long user, boolean asked, @Nullable String approved) {
    public boolean hasApproved() {
        return approved != null;
    }
}
