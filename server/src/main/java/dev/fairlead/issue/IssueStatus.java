package dev.fairlead.issue;

import dev.fairlead.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Moved by the line itself; a person may move it too. */
public enum IssueStatus {
    OPEN,
    IN_PROGRESS,
    IN_REVIEW,
    DONE;

    /** As shown and as sent: {@code "in progress"}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static IssueStatus of(@Nullable String words) {
        for (var status : values()) {
            if (status.words().equals(words)) {
                return status;
            }
        }
        throw Problem.invalid(
                "status",
                "status: must be one of open, in progress, in review, done, was \"%s\"."
                        .formatted(words == null ? "" : words));
    }
}
