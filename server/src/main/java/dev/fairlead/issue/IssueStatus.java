package dev.fairlead.issue;

/** Moved by the line itself; a person may move it too. */
public enum IssueStatus {
    OPEN,
    IN_PROGRESS,
    IN_REVIEW,
    DONE
}
