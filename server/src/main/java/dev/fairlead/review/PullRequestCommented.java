package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;

/** Somebody commented on a pull request; heard inside the transaction that writes it. */
public record PullRequestCommented(
        PullRequest pullRequest, Repository repository, Comment comment, User by) {}
