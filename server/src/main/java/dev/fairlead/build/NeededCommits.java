package dev.fairlead.build;

import java.util.Collection;
import java.util.Set;

/** Says what downstream still needs: builds of these commits are kept, whatever the rule says. */
public interface NeededCommits {
    /** Those of the commits that a release or an environment names. */
    Set<String> needed(long repositoryId, Collection<String> commits);
}
