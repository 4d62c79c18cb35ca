package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;

/** A pull request was approved at its present head; heard inside the transaction. */
public record PullRequestApproved(PullRequest pullRequest, Repository repository, User by) {}
