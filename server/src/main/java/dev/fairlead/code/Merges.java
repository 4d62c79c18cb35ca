package dev.fairlead.code;

import dev.fairlead.code.Changes.Mergeability;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.RecursiveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Merges two commits without a work tree. */
final class Merges {
    private Merges() {}

    static Mergeability mergeability(Repository git, RevWalk walk, String source, String target)
            throws IOException {
        var from = Reader.commit(walk, source);
        var into = Reader.commit(walk, target);
        if (walk.isMergedInto(from, into)) {
            return new Mergeability(true, List.of());
        }
        // Nothing is flushed, so that nothing of the attempt is kept.
        try (var inserter = git.newObjectInserter()) {
            var merger = merger(git, inserter);
            return merger.merge(into, from)
                    ? new Mergeability(false, List.of())
                    : new Mergeability(false, conflicts(merger));
        }
    }

    /** Writes the merge commit; 409 when there is nothing to merge or it conflicts. */
    static ObjectId merge(
            Repository git,
            ObjectInserter inserter,
            RevCommit source,
            RevCommit target,
            String message,
            PersonIdent person)
            throws IOException {
        var merger = merger(git, inserter);
        if (!merger.merge(target, source)) {
            throw Problem.conflict(
                    "The branches conflict in %s. Merge the target into the branch, push, and try"
                                    .formatted(String.join(", ", conflicts(merger)))
                            + " again.");
        }
        var commit = new CommitBuilder();
        commit.setTreeId(merger.getResultTreeId());
        commit.setParentIds(target, source);
        commit.setAuthor(person);
        commit.setCommitter(person);
        commit.setMessage(message);
        return inserter.insert(commit);
    }

    private static RecursiveMerger merger(Repository git, ObjectInserter inserter) {
        var merger = (RecursiveMerger) MergeStrategy.RECURSIVE.newMerger(git, true);
        merger.setObjectInserter(inserter);
        return merger;
    }

    private static List<String> conflicts(RecursiveMerger merger) {
        var paths = merger.getUnmergedPaths().stream().distinct().sorted().toList();
        if (!paths.isEmpty()) {
            return paths;
        }
        var failing = merger.getFailingPaths();
        return failing == null ? List.of("?") : failing.keySet().stream().sorted().toList();
    }
}
