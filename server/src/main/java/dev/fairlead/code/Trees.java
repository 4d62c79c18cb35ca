package dev.fairlead.code;

import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Folders and files at a commit. */
@Component
class Trees {
    private static final int MOST_ENTRIES = 10_000;

    /** What a folder says of one of its names. */
    record Found(FileMode mode, ObjectId id) {}

    private final Reader reader;

    Trees(Reader reader) {
        this.reader = reader;
    }

    Optional<byte[]> file(Repository repository, String commit, String path, int limit) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    var found = at(walk, commit, path);
                    if (found == null || found.mode().getObjectType() != Constants.OBJ_BLOB) {
                        return Optional.empty();
                    }
                    var loader = walk.getObjectReader().open(found.id());
                    if (loader.getSize() > limit) {
                        throw Problem.tooLarge(
                                "%s has %d bytes; at most %d are read."
                                        .formatted(path, loader.getSize(), limit));
                    }
                    return Optional.of(loader.getBytes(limit));
                });
    }

    /** Hands the bytes of a file to somebody, however many they are; false where there is none. */
    boolean read(Repository repository, String commit, String path, FileReader to) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    var found = at(walk, commit, path);
                    if (found == null || found.mode().getObjectType() != Constants.OBJ_BLOB) {
                        return false;
                    }
                    var loader = walk.getObjectReader().open(found.id(), Constants.OBJ_BLOB);
                    try (InputStream bytes = loader.openStream()) {
                        to.read(loader.getSize(), bytes);
                    }
                    return true;
                });
    }

    List<TreeEntry> tree(Repository repository, String commit, String path) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    try (var entries = new TreeWalk(walk.getObjectReader())) {
                        entries.addTree(folder(walk, commit, path));
                        return list(entries, path);
                    }
                });
    }

    /** What is at the path; the root is a folder without a name. */
    Optional<TreeEntry> entry(Repository repository, String commit, String path) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    var found = at(walk, commit, path);
                    return found == null
                            ? Optional.empty()
                            : Optional.of(entry(walk.getObjectReader(), found, path));
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

    /** The tree of a folder; 404 where there is none. */
    static ObjectId folder(RevWalk walk, String commit, String path) throws IOException {
        var found = at(walk, commit, path);
        if (found == null || !FileMode.TREE.equals(found.mode().getBits())) {
            throw Problem.notFound("There is no folder " + path + " at this commit.");
        }
        return found.id();
    }

    private static List<TreeEntry> list(TreeWalk entries, String folder) throws IOException {
        var all = new ArrayList<TreeEntry>();
        while (entries.next()) {
            if (all.size() == MOST_ENTRIES) {
                throw Problem.tooLarge(
                        "The folder has more than " + MOST_ENTRIES + " entries, the limit.");
            }
            var name = PathName.of(entries.getRawPath());
            var found = new Found(entries.getFileMode(), entries.getObjectId(0));
            var path = folder.isEmpty() ? name : folder + "/" + name;
            all.add(entry(entries.getObjectReader(), found, path));
        }
        all.sort(
                Comparator.comparing((TreeEntry entry) -> entry.kind() != TreeEntry.Kind.FOLDER)
                        .thenComparing(TreeEntry::name));
        return all;
    }

    private static TreeEntry entry(ObjectReader objects, Found found, String path)
            throws IOException {
        var kind = kind(found.mode());
        var isFile = kind == TreeEntry.Kind.FILE || kind == TreeEntry.Kind.EXECUTABLE;
        var size = isFile ? objects.getObjectSize(found.id(), Constants.OBJ_BLOB) : -1;
        var name = path.substring(path.lastIndexOf('/') + 1);
        return new TreeEntry(name, path, kind, found.id().name(), size);
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

    private static RevTree root(RevWalk walk, String commit) throws IOException {
        return Reader.commit(walk, commit).getTree();
    }

    /** Goes down name by name, comparing bytes; null where a name is missing. */
    static @Nullable Found at(RevWalk walk, String commit, String path) throws IOException {
        var found = new Found(FileMode.TREE, root(walk, commit));
        if (path.isEmpty()) {
            return found;
        }
        for (var name : path.split("/", -1)) {
            if (name.isEmpty() || !FileMode.TREE.equals(found.mode().getBits())) {
                return null;
            }
            var folder = new CanonicalTreeParser(null, walk.getObjectReader(), found.id());
            if (!find(folder, PathName.bytes(name))) {
                return null;
            }
            found = new Found(folder.getEntryFileMode(), folder.getEntryObjectId());
        }
        return found;
    }

    private static boolean find(CanonicalTreeParser folder, byte[] name) {
        for (; !folder.eof(); folder.next(1)) {
            var end = folder.getEntryPathLength();
            if (Arrays.equals(folder.getEntryPathBuffer(), 0, end, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }
}
