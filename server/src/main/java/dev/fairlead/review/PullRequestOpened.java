package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;

/** A pull request was opened, or opened again; heard inside the transaction that does it. */
public record PullRequestOpened(PullRequest pullRequest, Repository repository, User by) {}
