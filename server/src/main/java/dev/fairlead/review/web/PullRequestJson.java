package dev.fairlead.review.web;

import dev.fairlead.review.MergeCheck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as scripts read it; checks, approvals, writers and reviewers only where one is
 * asked for. People are named by their user names.
 */
record PullRequestJson(
        int number,
        int version,
        String repository,
        String title,
        String description,
        String source,
        String target,
        String state,
        String author,
        String head,
        @Nullable String issue,
        @Nullable String mergeCommit,
        @Nullable String mergedBy,
        @Nullable Boolean mayMerge,
        @Nullable List<MergeCheck> checks,
        @Nullable List<Approved> approvals,
        @Nullable List<String> writers,
        @Nullable List<String> reviewers,
        Instant created,
        Instant updated,
        String url) {
    /** Who approved which head, and why it does not count where it does not. */
    record Approved(String user, String head, Instant at, boolean counts, String why) {}
}
