package dev.fairlead.code;

import dev.fairlead.identity.User;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Changes that the server itself makes to repositories. Each is one transaction with what its
 * callback does; a callback that throws undoes all of it. Each publishes {@link Pushed}.
 */
@Component
public class Changes {
    /** Whether two branches merge: the conflicting paths, empty when they do. */
    public record Mergeability(boolean nothingToMerge, List<String> conflicts) {
        public boolean clean() {
            return !nothingToMerge && conflicts.isEmpty();
        }
    }

    /** Makes a branch at a commit; 409 when it exists, 400 for a name git refuses. */
    public Branch createBranch(User by, Repository repository, String name, String at) {
        throw new UnsupportedOperationException();
    }

    public void deleteBranch(User by, Repository repository, String name) {
        throw new UnsupportedOperationException();
    }

    /** Tries the merge of two commits in memory. */
    public Mergeability mergeability(Repository repository, String source, String target) {
        throw new UnsupportedOperationException();
    }

    /**
     * Merges the source commit into the target branch with a merge commit made by nobody (the
     * server), 409 when the target moved meanwhile in a way that conflicts.
     *
     * @param inTransaction gets the merge commit's sha, in the transaction that moves the branch
     */
    public String merge(
            User by,
            Repository repository,
            String sourceCommit,
            String targetBranch,
            String message,
            Consumer<String> inTransaction) {
        throw new UnsupportedOperationException();
    }

    /**
     * Commits changed files on top of a parent and points a ref at it. The ref is full ({@code
     * refs/heads/x}, {@code refs/fairlead/releases/1.1.0}); only branches publish {@link Pushed}. A
     * commit on a hidden ref is made by nobody; on a branch its writer is {@code by}.
     */
    public String commit(
            User by,
            Repository repository,
            String parent,
            Map<String, byte[]> files,
            String message,
            String ref,
            Consumer<String> inTransaction) {
        throw new UnsupportedOperationException();
    }

    /** Makes an annotated tag in the current or a new transaction; 409 when it exists. */
    public void tag(Repository repository, String name, String commit, String message) {
        throw new UnsupportedOperationException();
    }
}
