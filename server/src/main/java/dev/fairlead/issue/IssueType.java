package dev.fairlead.issue;

import dev.fairlead.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kinds of issue. The kind decides the next version: a story raises minor, a bug or task patch. */
public enum IssueType {
    EPIC,
    STORY,
    BUG,
    TASK,
    SUB_TASK;

    /** As shown and as sent: {@code "sub-task"}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static IssueType of(@Nullable String words) {
        for (var type : values()) {
            if (type.words().equals(words)) {
                return type;
            }
        }
        throw Problem.invalid(
                "type",
                "type: must be one of epic, story, bug, task, sub-task, was \"%s\"."
                        .formatted(words == null ? "" : words));
    }
}
