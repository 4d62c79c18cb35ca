package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;

/** A pull request was merged; heard inside the transaction that moves the target branch. */
public record PullRequestMerged(
        PullRequest pullRequest, Repository repository, String mergeCommit, User by) {}
