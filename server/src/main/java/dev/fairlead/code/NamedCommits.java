package dev.fairlead.code;

import java.util.Collection;
import java.util.Set;

/**
 * Implemented by each module whose rows name commits: those stay, whatever happens to the branches
 * that brought them. Asked when the time to restore a lost tip is over.
 */
public interface NamedCommits {
    /** Those of the commits that a row of the module names; 1,000 are asked for at most. */
    Set<String> named(long repositoryId, Collection<String> commits);
}
