package dev.fairlead.code;

import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Commits changed files on top of a parent, without a work tree. */
final class Edits {
    private Edits() {}

    static ObjectId commit(
            ObjectReader objects,
            ObjectInserter inserter,
            RevCommit parent,
            Map<String, byte[]> files,
            String message,
            PersonIdent person)
            throws IOException {
        var commit = new CommitBuilder();
        commit.setTreeId(tree(objects, inserter, parent, files));
        commit.setParentId(parent);
        commit.setAuthor(person);
        commit.setCommitter(person);
        commit.setMessage(message);
        return inserter.insert(commit);
    }

    private static ObjectId tree(
            ObjectReader objects,
            ObjectInserter inserter,
            RevCommit parent,
            Map<String, byte[]> files)
            throws IOException {
        var index = DirCache.read(objects, parent.getTree());
        var editor = index.editor();
        var there = new HashSet<String>();
        for (var i = 0; i < index.getEntryCount(); i++) {
            there.add(index.getEntry(i).getPathString());
        }
        for (var file : files.entrySet()) {
            var blob = inserter.insert(Constants.OBJ_BLOB, file.getValue());
            editor.add(put(file.getKey(), blob, there.contains(file.getKey())));
        }
        editor.finish();
        return index.writeTree(inserter);
    }

    /** A file that is there keeps its mode. */
    private static DirCacheEditor.PathEdit put(String path, ObjectId blob, boolean there) {
        try {
            return new DirCacheEditor.PathEdit(path) {
                @Override
                public void apply(DirCacheEntry entry) {
                    if (!there) {
                        entry.setFileMode(FileMode.REGULAR_FILE);
                    }
                    entry.setObjectId(blob);
                }
            };
        } catch (InvalidPathException e) {
            throw Problem.invalid("path", "\"" + path + "\" is not a path git accepts.");
        }
    }
}
