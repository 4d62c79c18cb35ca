package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;

/** A pull request was declined; heard inside the transaction that declines it. */
public record PullRequestDeclined(PullRequest pullRequest, Repository repository, User by) {}
