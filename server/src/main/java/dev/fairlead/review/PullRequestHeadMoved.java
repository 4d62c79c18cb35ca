package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;

/**
 * The source branch of an open pull request moved; heard inside the push.
 *
 * @param pullRequest with its new head
 * @param from the head before
 */
public record PullRequestHeadMoved(
        PullRequest pullRequest, Repository repository, String from, User by) {}
