package dev.fairlead.code;

import java.io.IOException;
import java.util.Collection;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** How long and how deep the paths of new commits may be; what a commit left alone is not read. */
final class PathLimits {
    static final int LONGEST_PATH = 4_096;
    static final int DEEPEST_PATH = 200;

    private PathLimits() {}

    /** Why one of the commits is refused, or null when all are fine. */
    static @Nullable String refusal(RevWalk walk, Collection<String> commits) throws IOException {
        try (var paths = new TreeWalk(walk.getObjectReader())) {
            paths.setRecursive(false);
            for (var sha : commits) {
                var why = refusal(walk, paths, ObjectId.fromString(sha));
                if (why != null) {
                    return "commit " + sha + " " + why;
                }
            }
        }
        return null;
    }

    private static @Nullable String refusal(RevWalk walk, TreeWalk paths, ObjectId id)
            throws IOException {
        var commit = walk.parseCommit(id);
        paths.reset();
        paths.addTree(commit.getTree());
        if (commit.getParentCount() == 0) {
            paths.addTree(new EmptyTreeIterator());
        } else {
            paths.addTree(walk.parseCommit(commit.getParent(0)).getTree());
        }
        paths.setFilter(TreeFilter.ANY_DIFF);
        while (paths.next()) {
            var length = paths.getPathLength();
            if (length > LONGEST_PATH) {
                return "has a path of %d bytes, the limit is %d".formatted(length, LONGEST_PATH);
            }
            if (paths.getDepth() >= DEEPEST_PATH) {
                return "has a path of more than %d folders, which is the limit"
                        .formatted(DEEPEST_PATH);
            }
            if (FileMode.TREE.equals(paths.getRawMode(0))) {
                paths.enterSubtree();
            }
        }
        return null;
    }
}
