package dev.fairlead.code.web;

import dev.fairlead.code.FileDiff;
import java.util.ArrayList;
import java.util.List;

/** A line of a diff in three parts: the middle one is what changed within the line. */
public record MarkedLine(FileDiff.Line line, String before, String marked, String after) {
    /**
     * The lines of a hunk. Where as many lines were added as removed, they are taken as changed one
     * by one, and the part that differs is marked.
     */
    public static List<MarkedLine> of(FileDiff.Hunk hunk) {
        var marked = new ArrayList<MarkedLine>();
        var lines = hunk.lines();
        for (var i = 0; i < lines.size(); ) {
            var removed = run(lines, i, '-');
            var added = run(lines, i + removed, '+');
            if (removed > 0 && removed == added) {
                for (var side = 0; side < 2; side++) {
                    for (var k = 0; k < removed; k++) {
                        marked.add(
                                pair(
                                        lines.get(i + side * removed + k),
                                        lines.get(i + (1 - side) * removed + k)));
                    }
                }
                i += removed + added;
            } else {
                marked.add(plain(lines.get(i++)));
            }
        }
        return marked;
    }

    /** The class that colours its row. */
    public String kind() {
        return switch (line.kind()) {
            case '+' -> "add";
            case '-' -> "del";
            default -> "same";
        };
    }

    private static int run(List<FileDiff.Line> lines, int from, char kind) {
        var to = from;
        while (to < lines.size() && lines.get(to).kind() == kind) {
            to++;
        }
        return to - from;
    }

    private static MarkedLine plain(FileDiff.Line line) {
        return new MarkedLine(line, line.text(), "", "");
    }

    private static MarkedLine pair(FileDiff.Line line, FileDiff.Line other) {
        var text = line.text();
        var shorter = Math.min(text.length(), other.text().length());
        var start = 0;
        while (start < shorter && text.charAt(start) == other.text().charAt(start)) {
            start++;
        }
        var end = 0;
        while (end < shorter - start
                && text.charAt(text.length() - 1 - end)
                        == other.text().charAt(other.text().length() - 1 - end)) {
            end++;
        }
        // Two lines that share nothing but their indentation are not one line that changed.
        if (text.substring(0, start).isBlank() && end == 0) {
            return plain(line);
        }
        return new MarkedLine(
                line,
                text.substring(0, start),
                text.substring(start, text.length() - end),
                text.substring(text.length() - end));
    }
}
