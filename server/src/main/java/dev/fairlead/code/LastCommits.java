package dev.fairlead.code;

import dev.fairlead.code.store.TimeIsUp;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.springframework.stereotype.Component;

/** Which commit changed each entry of a folder last. */
@Component
class LastCommits {
    private static final Duration TIME = Duration.ofSeconds(2);

    private record Question(long repository, String commit, String path) {}

    private final Reader reader;
    private final Remembered<Question, Map<String, Commit>> remembered = new Remembered<>(100_000);

    LastCommits(Reader reader) {
        this.reader = reader;
    }

    /** What was found out before, without looking. */
    Optional<Map<String, Commit>> known(Repository repository, String commit, String path) {
        return remembered.get(new Question(repository.id(), commit, path));
    }

    /** By name; entries that no commit was found for in time are missing. */
    Map<String, Commit> of(Repository repository, String commit, String path) {
        return known(repository, commit, path).orElseGet(() -> look(repository, commit, path));
    }

    private Map<String, Commit> look(Repository repository, String commit, String path) {
        var found = new HashMap<String, Commit>();
        try {
            reader.walkFor(
                    TIME,
                    repository,
                    (_, walk) -> {
                        var names = names(walk, commit, path);
                        walk.markStart(Reader.commit(walk, commit));
                        walk.setRewriteParents(false);
                        walk.setTreeFilter(
                                path.isEmpty()
                                        ? TreeFilter.ANY_DIFF
                                        : AndTreeFilter.create(
                                                new AtPath(path), TreeFilter.ANY_DIFF));
                        for (RevCommit next; !names.isEmpty() && (next = walk.next()) != null; ) {
                            for (var name : changed(walk, next, path)) {
                                if (names.remove(name)) {
                                    found.put(name, Commits.brief(next));
                                }
                            }
                        }
                        return true;
                    });
        } catch (TimeIsUp _) {
            return found;
        }
        var question = new Question(repository.id(), commit, path);
        return remembered.keep(question, Map.copyOf(found), 10L * (found.size() + 1));
    }

    private static Set<String> names(RevWalk walk, String commit, String path) throws IOException {
        var names = new HashSet<String>();
        try (var entries = new TreeWalk(walk.getObjectReader())) {
            entries.addTree(Trees.folder(walk, commit, path));
            while (entries.next()) {
                names.add(PathName.of(entries.getRawPath()));
            }
        }
        return names;
    }

    /** The names that are in none of the parents as they are in the commit. */
    private static Set<String> changed(RevWalk walk, RevCommit commit, String path)
            throws IOException {
        var changed = new HashSet<String>();
        try (var trees = new TreeWalk(walk.getObjectReader())) {
            add(trees, walk, commit, path);
            for (var parent : commit.getParents()) {
                add(trees, walk, walk.parseCommit(parent), path);
            }
            while (trees.next()) {
                if (differs(trees)) {
                    changed.add(PathName.of(trees.getRawPath()));
                }
            }
        }
        return changed;
    }

    private static boolean differs(TreeWalk trees) {
        for (var parent = 1; parent < trees.getTreeCount(); parent++) {
            if (trees.idEqual(0, parent) && trees.getRawMode(0) == trees.getRawMode(parent)) {
                return false;
            }
        }
        return trees.getRawMode(0) != 0;
    }

    private static void add(TreeWalk trees, RevWalk walk, RevCommit commit, String path)
            throws IOException {
        var folder = Trees.at(walk, commit.name(), path);
        if (folder == null || !FileMode.TREE.equals(folder.mode().getBits())) {
            trees.addTree(new EmptyTreeIterator());
        } else {
            trees.addTree(folder.id());
        }
    }
}
