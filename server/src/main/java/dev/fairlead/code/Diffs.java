package dev.fairlead.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.ChangeType;
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

/** What changed between two trees: all names, and the contents of as many files as are shown. */
@Component
class Diffs {
    private static final int MOST_RENAMES = 400;
    private static final int FILES = 20;
    private static final int LINES = 1_500;

    private final Reader reader;

    Diffs(Reader reader) {
        this.reader = reader;
    }

    /** The first part of what changed since the merge base of the two. */
    Diff between(Repository repository, String from, String to) {
        return reader.walk(
                repository,
                (git, walk) -> {
                    var head = Reader.commit(walk, to);
                    var base = mergeBase(walk, Reader.commit(walk, from), head);
                    return part(git, walk, base, head, 0);
                });
    }

    /** The first part of what a commit changed against its first parent. */
    Diff of(Repository repository, String sha) {
        return reader.walk(
                repository,
                (git, walk) -> {
                    var head = Reader.commit(walk, sha);
                    var base =
                            head.getParentCount() == 0 ? null : walk.parseCommit(head.getParent(0));
                    return part(git, walk, base, head, 0);
                });
    }

    /** The part that begins after {@code skip} files. */
    Diff part(Repository repository, @Nullable String base, String head, int skip) {
        return reader.walk(
                repository,
                (git, walk) ->
                        part(git, walk, commitOrNull(walk, base), Reader.commit(walk, head), skip));
    }

    /** One file, by its path now; no file when it did not change. */
    Diff file(Repository repository, @Nullable String base, String head, String path) {
        return reader.walk(
                repository,
                (git, walk) -> {
                    var entries =
                            entries(git, walk, commitOrNull(walk, base), Reader.commit(walk, head));
                    var files = new FileDiffs(walk.getObjectReader());
                    var found = new ArrayList<FileDiff>();
                    for (var entry : entries) {
                        if (found.isEmpty() && name(entry).equals(path)) {
                            found.add(files.of(entry));
                        }
                    }
                    return new Diff(base, head, List.of(path), 0, found);
                });
    }

    private static Diff part(
            org.eclipse.jgit.lib.Repository git,
            RevWalk walk,
            @Nullable RevCommit base,
            RevCommit head,
            int skip)
            throws IOException {
        var entries = entries(git, walk, base, head);
        var files = new FileDiffs(walk.getObjectReader());
        var part = new ArrayList<FileDiff>();
        for (var i = skip; i < entries.size() && part.size() < FILES; i++) {
            if (files.lines() >= LINES) {
                break;
            }
            part.add(files.of(entries.get(i)));
        }
        return new Diff(
                base == null ? null : base.name(),
                head.name(),
                entries.stream().map(Diffs::name).toList(),
                Math.min(skip, entries.size()),
                part);
    }

    private static @Nullable RevCommit commitOrNull(RevWalk walk, @Nullable String sha)
            throws IOException {
        return sha == null ? null : Reader.commit(walk, sha);
    }

    private static @Nullable RevCommit mergeBase(RevWalk walk, RevCommit one, RevCommit other)
            throws IOException {
        walk.setRevFilter(RevFilter.MERGE_BASE);
        walk.markStart(one);
        walk.markStart(other);
        var base = walk.next();
        walk.reset();
        walk.setRevFilter(RevFilter.ALL);
        return base == null ? null : walk.parseCommit(base);
    }

    private static List<DiffEntry> entries(
            org.eclipse.jgit.lib.Repository git,
            RevWalk walk,
            @Nullable RevCommit base,
            RevCommit head)
            throws IOException {
        var changes = changes(walk.getObjectReader(), tree(base), head.getTree());
        // Only a file that came and one that went can be one that moved.
        if (changes.stream().noneMatch(entry -> entry.getChangeType() == ChangeType.ADD)
                || changes.stream()
                        .noneMatch(entry -> entry.getChangeType() == ChangeType.DELETE)) {
            return changes;
        }
        var renames = new RenameDetector(git);
        renames.setRenameLimit(MOST_RENAMES);
        renames.addAll(changes);
        return renames.compute();
    }

    private static @Nullable RevTree tree(@Nullable RevCommit commit) {
        return commit == null ? null : commit.getTree();
    }

    private static List<DiffEntry> changes(ObjectReader objects, @Nullable RevTree from, RevTree to)
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
            return DiffEntry.scan(trees);
        }
    }

    private static String name(DiffEntry entry) {
        return entry.getChangeType() == ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
    }
}
