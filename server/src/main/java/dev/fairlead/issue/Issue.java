package dev.fairlead.issue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wish for a change. Assignee and reporter are user ids; parent is an issue's key. Version
 * counts the edits by people: an edit of an older version is refused.
 */
public record Issue(
        long id,
        long projectId,
        String key,
        IssueType type,
        String title,
        String description,
        IssueStatus status,
        @Nullable Long assignee,
        long reporter,
        @Nullable String parent,
        int version,
        Instant created,
        Instant updated) {
    public String url() {
        return "/issues/" + key;
    }
}
