package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;

/** It is to be merged into another branch than before. */
public record PullRequestRetargeted(PullRequest pullRequest, Repository repository, User by) {}
