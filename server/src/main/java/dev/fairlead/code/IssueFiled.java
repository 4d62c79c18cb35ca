package dev.fairlead.code;

import dev.fairlead.issue.Issue;

/**
 * An issue was filed for a branch whose name carries none; heard inside the transaction that does
 * it.
 *
 * @param tip where the branch is
 */
public record IssueFiled(Repository repository, String branch, String tip, Issue issue) {}
