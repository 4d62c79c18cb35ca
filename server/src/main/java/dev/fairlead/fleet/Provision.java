package dev.fairlead.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What the server hands to the agent that holds a job, besides the job itself: the tree of a
 * commit, or the bytes of a blob. An agent can ask for nothing else.
 */
public record Provision(
        @Nullable Long repository, @Nullable String commit, @Nullable String sha256) {
    /** Nothing: the job's words are enough. */
    public static final Provision NOTHING = new Provision(null, null, null);

    /** The files of a commit, as a tar. */
    public static Provision source(long repository, String commit) {
        return new Provision(repository, commit, null);
    }

    /** The files of a commit, and a blob. */
    public static Provision sourceAndBlob(long repository, String commit, String sha256) {
        return new Provision(repository, commit, sha256);
    }

    /** A blob: the artifact to install. */
    public static Provision blob(String sha256) {
        return new Provision(null, null, sha256);
    }
}
