package dev.fairlead.issue;

import org.jspecify.annotations.Nullable;

/** Which issues of a project to list; null and empty mean any. */
public record IssueFilter(
        @Nullable IssueStatus status,
        @Nullable IssueType type,
        @Nullable Long assignee,
        String text) {
    public static final IssueFilter ALL = new IssueFilter(null, null, null, "");
}
