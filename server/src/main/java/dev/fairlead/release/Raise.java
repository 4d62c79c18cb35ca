package dev.fairlead.release;

import dev.fairlead.issue.IssueType;

/** Which number of the version a change raises. */
enum Raise {
    MINOR,
    PATCH;

    /** A sub-task counts as its parent, so the caller asks with the parent's type. */
    static Raise of(IssueType type) {
        return switch (type) {
            case EPIC, STORY -> MINOR;
            case BUG, TASK, SUB_TASK -> PATCH;
        };
    }
}
