package dev.fairlead.code;

import java.util.Set;

/**
 * Who wrote a commit: the users that authenticated its first push, or whose verified address it
 * carries as author or committer. Empty for commits that the server made (merges, releases).
 */
public record Authorship(Commit commit, Set<Long> writers) {}
