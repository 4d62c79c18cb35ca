package dev.fairlead.code;

import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Folders and files at a commit. */
@Component
class Trees {
    private static final int MOST_ENTRIES = 10_000;

    private final Reader reader;

    Trees(Reader reader) {
        this.reader = reader;
    }

    Optional<byte[]> file(Repository repository, String commit, String path, int limit) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    var found = at(walk, commit, path);
                    if (found == null
                            || found.getFileMode().getObjectType() != Constants.OBJ_BLOB) {
                        return Optional.empty();
                    }
                    var loader = walk.getObjectReader().open(found.getObjectId(0));
                    if (loader.getSize() > limit) {
                        throw Problem.tooLarge(
                                "%s has %d bytes; at most %d are read."
                                        .formatted(path, loader.getSize(), limit));
                    }
                    return Optional.of(loader.getBytes(limit));
                });
    }

    List<TreeEntry> tree(Repository repository, String commit, String path) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    try (var entries = new TreeWalk(walk.getObjectReader())) {
                        enter(entries, walk, commit, path);
                        return list(entries, path);
                    }
                });
    }

    /** What is at the path; the root is a folder without a name. */
    Optional<TreeEntry> entry(Repository repository, String commit, String path) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    if (path.isEmpty()) {
                        root(walk, commit);
                        return Optional.of(new TreeEntry("", "", TreeEntry.Kind.FOLDER, -1));
                    }
                    var found = at(walk, commit, path);
                    return found == null
                            ? Optional.empty()
                            : Optional.of(entry(found, folder(path)));
                });
    }

    List<String> paths(Repository repository, String commit, String suffix, int limit) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    var paths = new ArrayList<String>();
                    try (var entries = new TreeWalk(walk.getObjectReader())) {
                        entries.addTree(root(walk, commit));
                        entries.setRecursive(true);
                        while (paths.size() < limit && entries.next()) {
                            if (entries.getPathString().endsWith(suffix)) {
                                paths.add(entries.getPathString());
                            }
                        }
                    }
                    return paths;
                });
    }

    void archive(Repository repository, String commit, OutputStream out) throws IOException {
        reader.walk(
                repository,
                (_, walk) -> {
                    var parsed = Reader.commit(walk, commit);
                    var tar = new Archive(walk.getObjectReader(), parsed.getCommitTime());
                    tar.write(parsed.getTree(), out);
                    return true;
                });
    }

    private static void enter(TreeWalk entries, RevWalk walk, String commit, String path)
            throws IOException {
        if (path.isEmpty()) {
            entries.addTree(root(walk, commit));
            return;
        }
        var folder = at(walk, commit, path);
        if (folder == null || !FileMode.TREE.equals(folder.getRawMode(0))) {
            throw Problem.notFound("There is no folder " + path + " at this commit.");
        }
        entries.addTree(folder.getObjectId(0));
    }

    private static List<TreeEntry> list(TreeWalk entries, String path) throws IOException {
        var all = new ArrayList<TreeEntry>();
        while (entries.next()) {
            if (all.size() == MOST_ENTRIES) {
                throw Problem.tooLarge(
                        "The folder has more than " + MOST_ENTRIES + " entries, the limit.");
            }
            all.add(entry(entries, path));
        }
        all.sort(
                Comparator.comparing((TreeEntry entry) -> entry.kind() != TreeEntry.Kind.FOLDER)
                        .thenComparing(TreeEntry::name));
        return all;
    }

    private static TreeEntry entry(TreeWalk entries, String path) throws IOException {
        var kind = kind(entries.getFileMode());
        var name = entries.getNameString();
        var isFile = kind == TreeEntry.Kind.FILE || kind == TreeEntry.Kind.EXECUTABLE;
        var size = isFile ? size(entries.getObjectReader(), entries) : -1;
        return new TreeEntry(name, path.isEmpty() ? name : path + "/" + name, kind, size);
    }

    private static long size(ObjectReader objects, TreeWalk entry) throws IOException {
        return objects.getObjectSize(entry.getObjectId(0), Constants.OBJ_BLOB);
    }

    static TreeEntry.Kind kind(FileMode mode) {
        return switch (mode.getBits() & FileMode.TYPE_MASK) {
            case FileMode.TYPE_TREE -> TreeEntry.Kind.FOLDER;
            case FileMode.TYPE_SYMLINK -> TreeEntry.Kind.LINK;
            case FileMode.TYPE_GITLINK -> TreeEntry.Kind.SUBMODULE;
            default ->
                    FileMode.EXECUTABLE_FILE.equals(mode.getBits())
                            ? TreeEntry.Kind.EXECUTABLE
                            : TreeEntry.Kind.FILE;
        };
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static RevTree root(RevWalk walk, String commit) throws IOException {
        return Reader.commit(walk, commit).getTree();
    }

    private static @Nullable TreeWalk at(RevWalk walk, String commit, String path)
            throws IOException {
        if (path.isEmpty() || path.startsWith("/") || path.endsWith("/")) {
            return null;
        }
        return TreeWalk.forPath(walk.getObjectReader(), path, root(walk, commit));
    }
}
