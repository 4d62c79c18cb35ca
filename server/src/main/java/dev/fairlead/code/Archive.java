package dev.fairlead.code;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A tree as a POSIX tar: files, executables and links as git has them, with the commit's time, so
 * that the same commit gives the same bytes. Submodules are left out: their commits are elsewhere.
 */
final class Archive {
    private static final int PLAIN = 0100644;
    private static final int EXECUTABLE = 0100755;

    private final ObjectReader objects;
    private final Date time;

    Archive(ObjectReader objects, int seconds) {
        this.objects = objects;
        time = Date.from(Instant.ofEpochSecond(seconds));
    }

    void write(ObjectId tree, OutputStream out) throws IOException {
        var tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        try (var entries = new TreeWalk(objects)) {
            entries.addTree(tree);
            entries.setRecursive(true);
            while (entries.next()) {
                write(entries, tar);
            }
        }
        tar.finish();
        tar.flush();
    }

    private void write(TreeWalk found, TarArchiveOutputStream tar) throws IOException {
        switch (Trees.kind(found.getFileMode())) {
            case FILE -> file(found, PLAIN, tar);
            case EXECUTABLE -> file(found, EXECUTABLE, tar);
            case LINK -> link(found, tar);
            case FOLDER, SUBMODULE -> {}
        }
    }

    private void file(TreeWalk found, int mode, TarArchiveOutputStream tar) throws IOException {
        var loader = objects.open(found.getObjectId(0));
        var entry = new TarArchiveEntry(found.getPathString());
        entry.setMode(mode);
        entry.setModTime(time);
        entry.setSize(loader.getSize());
        tar.putArchiveEntry(entry);
        loader.copyTo(tar);
        tar.closeArchiveEntry();
    }

    private void link(TreeWalk found, TarArchiveOutputStream tar) throws IOException {
        var target = objects.open(found.getObjectId(0)).getBytes(4096);
        var entry = new TarArchiveEntry(found.getPathString(), TarConstants.LF_SYMLINK);
        entry.setLinkName(new String(target, StandardCharsets.UTF_8));
        entry.setModTime(time);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
