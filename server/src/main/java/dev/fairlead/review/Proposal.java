package dev.fairlead.review;

import java.util.Collection;

/** What is asked for with a new pull request; reviewers by their user names. */
public record Proposal(
        String title,
        String description,
        String source,
        String target,
        Collection<String> reviewers) {}
