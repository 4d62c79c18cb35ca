package dev.fairlead.code;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;

/** Edits with three lines around them; those that come closer than that stand together. */
final class Hunks {
    private static final int CONTEXT = 3;

    private final RawText old;
    private final RawText fresh;

    Hunks(RawText old, RawText fresh) {
        this.old = old;
        this.fresh = fresh;
    }

    List<FileDiff.Hunk> of(EditList edits) {
        var hunks = new ArrayList<FileDiff.Hunk>();
        for (var first = 0; first < edits.size(); ) {
            var last = first;
            while (last + 1 < edits.size()
                    && edits.get(last + 1).getBeginA() - edits.get(last).getEndA() <= 2 * CONTEXT) {
                last++;
            }
            hunks.add(hunk(edits.subList(first, last + 1)));
            first = last + 1;
        }
        return hunks;
    }

    private FileDiff.Hunk hunk(List<Edit> edits) {
        var lines = new ArrayList<FileDiff.Line>();
        var before = Math.min(CONTEXT, edits.getFirst().getBeginA());
        var a = edits.getFirst().getBeginA() - before;
        var b = edits.getFirst().getBeginB() - before;
        for (var edit : edits) {
            while (a < edit.getBeginA()) {
                lines.add(line(' ', a, b));
                a++;
                b++;
            }
            while (a < edit.getEndA()) {
                lines.add(line('-', a++, -1));
            }
            while (b < edit.getEndB()) {
                lines.add(line('+', -1, b++));
            }
        }
        for (var end = Math.min(old.size(), a + CONTEXT); a < end; a++, b++) {
            lines.add(line(' ', a, b));
        }
        return new FileDiff.Hunk(lines);
    }

    /** The line at an index of each side; −1 where the side has no such line. */
    private FileDiff.Line line(char kind, int a, int b) {
        var side = b < 0 ? old : fresh;
        var index = b < 0 ? a : b;
        return new FileDiff.Line(
                kind,
                a + 1,
                b + 1,
                side.getString(index),
                index == side.size() - 1 && side.isMissingNewlineAtEnd());
    }
}
