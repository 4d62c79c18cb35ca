package dev.fairlead.code;

import java.util.List;

/** How one file changed. Binary and oversized files have no hunks and say so. */
public record FileDiff(
        String oldPath,
        String newPath,
        Change change,
        boolean binary,
        boolean tooLarge,
        int added,
        int removed,
        List<Hunk> hunks) {
    /** What happened to the file. */
    public enum Change {
        ADDED,
        MODIFIED,
        DELETED,
        RENAMED,
        MODE
    }

    /** Lines that stand together; numbers are 1-based, 0 where the side has no such line. */
    public record Hunk(List<Line> lines) {}

    /** One line: kind is {@code ' '}, {@code '+'} or {@code '-'}. */
    public record Line(char kind, int oldNumber, int newNumber, String text) {}
}
