package dev.fairlead.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What changed between two trees, file by file. */
@Component
class Diffs {
    private static final int MOST_RENAMES = 400;

    private final Reader reader;

    Diffs(Reader reader) {
        this.reader = reader;
    }

    List<FileDiff> between(Repository repository, String from, String to) {
        return reader.walk(
                repository,
                (git, walk) -> {
                    var head = Reader.commit(walk, to);
                    var base = mergeBase(walk, Reader.commit(walk, from), head);
                    return diff(git, walk, base == null ? null : base.getTree(), head.getTree());
                });
    }

    List<FileDiff> of(Repository repository, String sha) {
        return reader.walk(
                repository,
                (git, walk) -> {
                    var commit = Reader.commit(walk, sha);
                    var parent =
                            commit.getParentCount() == 0
                                    ? null
                                    : walk.parseCommit(commit.getParent(0)).getTree();
                    return diff(git, walk, parent, commit.getTree());
                });
    }

    private static @Nullable RevCommit mergeBase(RevWalk walk, RevCommit one, RevCommit other)
            throws IOException {
        walk.setRevFilter(RevFilter.MERGE_BASE);
        walk.markStart(one);
        walk.markStart(other);
        return walk.next();
    }

    private static List<FileDiff> diff(
            org.eclipse.jgit.lib.Repository git, RevWalk walk, @Nullable RevTree from, RevTree to)
            throws IOException {
        var objects = walk.getObjectReader();
        var files = new FileDiffs(objects);
        var diffs = new ArrayList<FileDiff>();
        for (var entry : entries(git, objects, from, to)) {
            diffs.add(files.of(entry));
        }
        return diffs;
    }

    private static List<DiffEntry> entries(
            org.eclipse.jgit.lib.Repository git,
            ObjectReader objects,
            @Nullable RevTree from,
            RevTree to)
            throws IOException {
        try (var trees = new TreeWalk(objects)) {
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            if (from == null) {
                trees.addTree(new EmptyTreeIterator());
            } else {
                trees.addTree(from);
            }
            trees.addTree(to);
            var renames = new RenameDetector(git);
            renames.setRenameLimit(MOST_RENAMES);
            renames.addAll(DiffEntry.scan(trees));
            return renames.compute();
        }
    }
}
