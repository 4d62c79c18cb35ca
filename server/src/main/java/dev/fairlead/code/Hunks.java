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
                lines.add(new FileDiff.Line(' ', a + 1, b + 1, old.getString(a)));
                a++;
                b++;
            }
            while (a < edit.getEndA()) {
                lines.add(new FileDiff.Line('-', a + 1, 0, old.getString(a++)));
            }
            while (b < edit.getEndB()) {
                lines.add(new FileDiff.Line('+', 0, b + 1, fresh.getString(b++)));
            }
        }
        for (var end = Math.min(old.size(), a + CONTEXT); a < end; a++, b++) {
            lines.add(new FileDiff.Line(' ', a + 1, b + 1, old.getString(a)));
        }
        return new FileDiff.Hunk(lines);
    }
}
