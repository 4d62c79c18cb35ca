package dev.fairlead.code;

import dev.fairlead.code.FileDiff.Change;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** Makes the diffs of files, until a change as a whole has shown enough lines. */
final class FileDiffs {
    static final int LARGEST_FILE = 1 << 20;
    static final int MOST_LINES_OF_FILE = 5_000;
    static final int MOST_LINES = 20_000;

    private static final byte[] NOTHING = {};

    private final ObjectReader objects;
    private int lines;

    FileDiffs(ObjectReader objects) {
        this.objects = objects;
    }

    FileDiff of(DiffEntry entry) throws IOException {
        if (lines >= MOST_LINES) {
            return bare(entry, false, true);
        }
        var old = bytes(entry.getOldId(), entry.getOldMode());
        var fresh = bytes(entry.getNewId(), entry.getNewMode());
        if (old == null || fresh == null) {
            return bare(entry, false, true);
        }
        if (RawText.isBinary(old) || RawText.isBinary(fresh)) {
            return bare(entry, true, false);
        }
        return text(entry, new RawText(old), new RawText(fresh));
    }

    private FileDiff text(DiffEntry entry, RawText old, RawText fresh) {
        var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, old, fresh);
        var added = 0;
        var removed = 0;
        for (var edit : edits) {
            added += edit.getLengthB();
            removed += edit.getLengthA();
        }
        var tooLarge = added + removed > MOST_LINES_OF_FILE;
        var hunks = tooLarge ? List.<FileDiff.Hunk>of() : new Hunks(old, fresh).of(edits);
        lines += hunks.stream().mapToInt(hunk -> hunk.lines().size()).sum();
        return new FileDiff(
                entry.getOldPath(),
                entry.getNewPath(),
                change(entry),
                false,
                tooLarge,
                added,
                removed,
                hunks);
    }

    private static FileDiff bare(DiffEntry entry, boolean binary, boolean tooLarge) {
        return new FileDiff(
                entry.getOldPath(),
                entry.getNewPath(),
                change(entry),
                binary,
                tooLarge,
                0,
                0,
                List.of());
    }

    /** The file's bytes; empty where the side has none, null where they are too many. */
    private byte @Nullable [] bytes(AbbreviatedObjectId id, FileMode mode) throws IOException {
        if (mode.getObjectType() != Constants.OBJ_BLOB || isNothing(id.toObjectId())) {
            return NOTHING;
        }
        var loader = objects.open(id.toObjectId(), Constants.OBJ_BLOB);
        return loader.getSize() > LARGEST_FILE ? null : loader.getCachedBytes(LARGEST_FILE);
    }

    private static boolean isNothing(ObjectId id) {
        return ObjectId.zeroId().equals(id);
    }

    private static Change change(DiffEntry entry) {
        return switch (entry.getChangeType()) {
            case ADD -> Change.ADDED;
            case DELETE -> Change.DELETED;
            case RENAME, COPY -> Change.RENAMED;
            case MODIFY ->
                    entry.getOldId().equals(entry.getNewId()) ? Change.MODE : Change.MODIFIED;
        };
    }
}
