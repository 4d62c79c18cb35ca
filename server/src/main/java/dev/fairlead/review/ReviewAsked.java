package dev.fairlead.review;

import dev.fairlead.code.Repository;
import java.util.Set;

/** These users were asked to review who had not been; heard inside the transaction that asks. */
public record ReviewAsked(PullRequest pullRequest, Repository repository, Set<Long> reviewers) {}
