package dev.fairlead.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a text stands in the files of a commit.
 *
 * @param cut why it stopped looking before the last file; null where it did not
 */
public record Hits(List<File> files, @Nullable String cut) {
    /** A file with its first lines that have the text; more counts the others. */
    public record File(String path, List<Line> lines, int more) {}

    /** A line, in three parts: the middle one is what was looked for. Numbers count from 1. */
    public record Line(int number, String before, String match, String after) {}
}
