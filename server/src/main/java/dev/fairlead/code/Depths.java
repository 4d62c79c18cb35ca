package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** How deep a shallow client's history is. */
final class Depths {
    private Depths() {}

    /**
     * The length of the longest way from what is wanted to where the client's history ends. A depth
     * that is more than this by n gives at least n commits below each end, and takes none away that
     * the client has by a longer way.
     */
    static long deepest(GitRepository git, List<ObjectId> wants, Set<ObjectId> ends)
            throws IOException {
        var depth = 0L;
        try (var walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            var seen = new HashSet<RevCommit>();
            for (var level = commits(walk, wants, seen); !level.isEmpty(); depth++) {
                var parents = new ArrayList<ObjectId>();
                for (var commit : level) {
                    if (!ends.contains(commit)) {
                        parents.addAll(List.of(commit.getParents()));
                    }
                }
                level = commits(walk, parents, seen);
            }
        }
        return depth;
    }

    /** Those of them that are commits and new; whether they may be had is asked elsewhere. */
    private static List<RevCommit> commits(
            RevWalk walk, Collection<? extends ObjectId> ids, Set<RevCommit> seen)
            throws IOException {
        var commits = new ArrayList<RevCommit>();
        for (var id : ids) {
            try {
                var commit = walk.parseCommit(id);
                if (seen.add(commit)) {
                    commits.add(commit);
                }
            } catch (MissingObjectException | IncorrectObjectTypeException _) {
                // A wrong want is told when wants are checked; a tree has no depth.
            }
        }
        return commits;
    }
}
