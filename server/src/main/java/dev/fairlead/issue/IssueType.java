package dev.fairlead.issue;

/** Kinds of issue. The kind decides the next version: a story raises minor, a bug or task patch. */
public enum IssueType {
    EPIC,
    STORY,
    BUG,
    TASK,
    SUB_TASK
}
