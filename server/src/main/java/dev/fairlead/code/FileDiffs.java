package dev.fairlead.code;

import dev.fairlead.code.FileDiff.Change;
import dev.fairlead.code.FileDiff.Content;
import dev.fairlead.code.FileDiff.Modes;
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

/** Makes the diffs of files, and counts the lines that it has made of them. */
final class FileDiffs {
    static final int LARGEST_FILE = 2 << 20;
    static final int MOST_LINES_OF_FILE = 50_000;

    /** Lines of one file that count: it is shown part by part, too. */
    private static final int COUNTED = 300;

    /** One side of a change; −1 bytes where there is none. */
    private record Side(RawText text, long size) {
        boolean tooLarge() {
            return size > LARGEST_FILE;
        }

        boolean binary() {
            return RawText.isBinary(text.getRawContent());
        }
    }

    private final ObjectReader objects;
    private int lines;

    FileDiffs(ObjectReader objects) {
        this.objects = objects;
    }

    /** How many lines its files have, as far as they are shown at once. */
    int lines() {
        return lines;
    }

    FileDiff of(DiffEntry entry) throws IOException {
        var content = content(entry);
        if (content instanceof Content.Text text) {
            lines += Math.min(COUNTED, text.lines());
        }
        return new FileDiff(
                path(entry.getOldPath()),
                path(entry.getNewPath()),
                change(entry),
                modes(entry),
                content);
    }

    private Content content(DiffEntry entry) throws IOException {
        if (isLink(entry.getOldMode()) || isLink(entry.getNewMode())) {
            return new Content.Submodule(
                    commit(entry.getOldId(), entry.getOldMode()),
                    commit(entry.getNewId(), entry.getNewMode()));
        }
        if (entry.getOldId().equals(entry.getNewId())) {
            return new Content.Text(0, 0, List.of());
        }
        var old = side(entry.getOldId(), entry.getOldMode());
        var fresh = side(entry.getNewId(), entry.getNewMode());
        if (old.tooLarge() || fresh.tooLarge()) {
            return new Content.TooLarge(
                    "It has %,d bytes; files of up to %,d are compared here."
                            .formatted(Math.max(old.size(), fresh.size()), LARGEST_FILE));
        }
        if (old.binary() || fresh.binary()) {
            return new Content.Binary(old.size(), fresh.size());
        }
        return text(old.text(), fresh.text());
    }

    private static Content text(RawText old, RawText fresh) {
        var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, old, fresh);
        var added = 0;
        var removed = 0;
        for (var edit : edits) {
            added += edit.getLengthB();
            removed += edit.getLengthA();
        }
        if (added + removed > MOST_LINES_OF_FILE) {
            return new Content.TooLarge(
                    "%,d of its lines changed; up to %,d are shown here."
                            .formatted(added + removed, MOST_LINES_OF_FILE));
        }
        return new Content.Text(added, removed, new Hunks(old, fresh).of(edits));
    }

    private Side side(AbbreviatedObjectId id, FileMode mode) throws IOException {
        if (mode.getObjectType() != Constants.OBJ_BLOB || isNothing(id.toObjectId())) {
            return new Side(RawText.EMPTY_TEXT, -1);
        }
        var loader = objects.open(id.toObjectId(), Constants.OBJ_BLOB);
        return loader.getSize() > LARGEST_FILE
                ? new Side(RawText.EMPTY_TEXT, loader.getSize())
                : new Side(new RawText(loader.getCachedBytes(LARGEST_FILE)), loader.getSize());
    }

    private static boolean isLink(FileMode mode) {
        return mode.equals(FileMode.GITLINK);
    }

    private static @Nullable String commit(AbbreviatedObjectId id, FileMode mode) {
        return isLink(mode) ? id.name() : null;
    }

    private static boolean isNothing(ObjectId id) {
        return ObjectId.zeroId().equals(id);
    }

    private static String path(String path) {
        return path.equals(DiffEntry.DEV_NULL) ? "" : path;
    }

    /** New files show their mode where it is not the usual one. */
    private static @Nullable Modes modes(DiffEntry entry) {
        var from = entry.getOldMode();
        var to = entry.getNewMode();
        if (from.equals(FileMode.MISSING)) {
            return to.equals(FileMode.REGULAR_FILE) ? null : new Modes("new", to.toString());
        }
        return from.equals(to) || to.equals(FileMode.MISSING)
                ? null
                : new Modes(from.toString(), to.toString());
    }

    private static Change change(DiffEntry entry) {
        return switch (entry.getChangeType()) {
            case ADD -> Change.ADDED;
            case DELETE -> Change.DELETED;
            case RENAME -> Change.RENAMED;
            case COPY -> Change.COPIED;
            case MODIFY -> Change.MODIFIED;
        };
    }
}
