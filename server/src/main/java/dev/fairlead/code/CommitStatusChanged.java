package dev.fairlead.code;

/** A commit's status of one key was set; heard inside the transaction that sets it. */
public record CommitStatusChanged(Repository repository, String sha, CommitStatus status) {}
