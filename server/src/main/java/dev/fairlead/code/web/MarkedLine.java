package dev.fairlead.code.web;

import dev.fairlead.code.FileDiff;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a diff, and what within it changed.
 *
 * @param other what came in its place, or what it came in the place of; null for nothing
 */
public record MarkedLine(FileDiff.Line line, @Nullable String other) {
    /** A piece of a line. */
    public record Part(String text, boolean marked) {}

    /**
     * The lines of a hunk. Lines that were removed and the lines added in their place are compared
     * one by one, in order.
     */
    public static List<MarkedLine> of(FileDiff.Hunk hunk) {
        var marked = new ArrayList<MarkedLine>();
        var lines = hunk.lines();
        for (var i = 0; i < lines.size(); ) {
            var removed = run(lines, i, '-');
            var added = run(lines, i + removed, '+');
            if (removed + added == 0) {
                marked.add(plain(lines.get(i++)));
            } else {
                changed(
                        marked,
                        lines.subList(i, i + removed),
                        lines.subList(i + removed, i + removed + added));
                i += removed + added;
            }
        }
        return marked;
    }

    /** The line in parts, of which the changed ones are marked. */
    public List<Part> parts() {
        if (other == null) {
            return WordDiff.plain(line.text());
        }
        return line.kind() == '-'
                ? WordDiff.of(line.text(), other).old()
                : WordDiff.of(other, line.text()).fresh();
    }

    /** The class that colours its row. */
    public String kind() {
        return switch (line.kind()) {
            case '+' -> "add";
            case '-' -> "del";
            default -> "same";
        };
    }

    /** The number on the old side as text; empty for none. */
    public String oldNumber() {
        return line.oldNumber() == 0 ? "" : String.valueOf(line.oldNumber());
    }

    /** The number on the new side as text; empty for none. */
    public String newNumber() {
        return line.newNumber() == 0 ? "" : String.valueOf(line.newNumber());
    }

    private static int run(List<FileDiff.Line> lines, int from, char kind) {
        var to = from;
        while (to < lines.size() && lines.get(to).kind() == kind) {
            to++;
        }
        return to - from;
    }

    private static void changed(
            List<MarkedLine> marked, List<FileDiff.Line> removed, List<FileDiff.Line> added) {
        var pairs = Math.min(removed.size(), added.size());
        var fresh = new ArrayList<MarkedLine>();
        for (var k = 0; k < pairs; k++) {
            marked.add(new MarkedLine(removed.get(k), added.get(k).text()));
            fresh.add(new MarkedLine(added.get(k), removed.get(k).text()));
        }
        removed.stream().skip(pairs).map(MarkedLine::plain).forEach(marked::add);
        marked.addAll(fresh);
        added.stream().skip(pairs).map(MarkedLine::plain).forEach(marked::add);
    }

    private static MarkedLine plain(FileDiff.Line line) {
        return new MarkedLine(line, null);
    }
}
