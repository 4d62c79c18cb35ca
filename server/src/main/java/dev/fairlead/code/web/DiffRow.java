package dev.fairlead.code.web;

import dev.fairlead.code.FileDiff;
import dev.fairlead.code.FileDiff.Content;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a diff: one line, or the old line and the new one side by side.
 *
 * @param begins whether lines that are not shown lie before it
 * @param left null where the old side has no line there
 * @param right null where the new side has no line there; always when not side by side
 */
public record DiffRow(boolean begins, @Nullable MarkedLine left, @Nullable MarkedLine right) {
    /** Lines below one another. */
    static List<DiffRow> unified(Content.Text text) {
        var rows = new ArrayList<DiffRow>();
        for (var hunk : text.hunks()) {
            var begins = true;
            for (var line : MarkedLine.of(hunk)) {
                rows.add(new DiffRow(begins, line, null));
                begins = false;
            }
        }
        return rows;
    }

    /** What was removed beside what came in its place. */
    static List<DiffRow> sideBySide(Content.Text text) {
        var rows = new ArrayList<DiffRow>();
        for (var hunk : text.hunks()) {
            pair(rows, hunk);
        }
        return rows;
    }

    private static void pair(List<DiffRow> rows, FileDiff.Hunk hunk) {
        var lines = MarkedLine.of(hunk);
        var begins = true;
        for (var i = 0; i < lines.size(); ) {
            var removed = run(lines, i, '-');
            var added = run(lines, i + removed, '+');
            if (removed + added == 0) {
                rows.add(new DiffRow(begins, lines.get(i), lines.get(i)));
                i++;
            }
            for (var k = 0; k < Math.max(removed, added); k++) {
                rows.add(
                        new DiffRow(
                                begins && k == 0,
                                k < removed ? lines.get(i + k) : null,
                                k < added ? lines.get(i + removed + k) : null));
            }
            i += removed + added;
            begins = false;
        }
    }

    private static int run(List<MarkedLine> lines, int from, char kind) {
        var to = from;
        while (to < lines.size() && lines.get(to).line().kind() == kind) {
            to++;
        }
        return to - from;
    }
}
