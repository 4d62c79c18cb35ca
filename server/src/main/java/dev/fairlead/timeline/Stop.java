package dev.fairlead.timeline;

/** The seven stops of the line, in the order a change travels. */
public enum Stop {
    ISSUE,
    BRANCH,
    BUILD,
    REVIEW,
    RELEASE,
    STAGING,
    PRODUCTION
}
