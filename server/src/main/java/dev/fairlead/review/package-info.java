/**
 * Pull requests, comments, approvals, merge checks, merging. Hears {@link dev.fairlead.code.Pushed}
 * and {@link dev.fairlead.code.CommitStatusChanged}; publishes {@link PullRequestOpened}, {@link
 * PullRequestRetargeted}, {@link PullRequestHeadMoved}, {@link PullRequestCommented}, {@link
 * PullRequestApproved}, {@link PullRequestDeclined} and {@link PullRequestMerged}, each inside the
 * transaction that makes it true.
 *
 * <p>An approval is given for one commit and counts only for it. A merge is its commit, the move of
 * its target, the state of the pull request and the release that it owes, in one transaction.
 */
@NullMarked
package dev.fairlead.review;

import org.jspecify.annotations.NullMarked;
