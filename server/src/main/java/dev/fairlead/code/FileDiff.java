package dev.fairlead.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one file changed.
 *
 * @param oldPath empty for one that was added
 * @param newPath empty for one that was deleted
 * @param modes how its mode changed; null when it did not
 */
public record FileDiff(
        String oldPath, String newPath, Change change, @Nullable Modes modes, Content content) {
    /** What happened to the file. */
    public enum Change {
        ADDED,
        MODIFIED,
        DELETED,
        RENAMED,
        COPIED
    }

    /** Modes as git writes them: {@code 100644} → {@code 100755}. */
    public record Modes(String from, String to) {
        /** What it means, in words. */
        public String words() {
            return kind(from) + " → " + kind(to);
        }

        private static String kind(String mode) {
            return switch (mode) {
                case "100644" -> "file";
                case "100755" -> "executable";
                case "120000" -> "symbolic link";
                case "160000" -> "submodule";
                default -> mode;
            };
        }
    }

    /** What there is to show. */
    public sealed interface Content {
        /**
         * Lines.
         *
         * @param hunks empty when only name or mode changed
         */
        record Text(int added, int removed, List<Hunk> hunks) implements Content {
            public int lines() {
                return hunks.stream().mapToInt(hunk -> hunk.lines().size()).sum();
            }
        }

        /** Bytes that are no text; sizes in bytes, −1 where the side has none. */
        record Binary(long oldSize, long newSize) implements Content {}

        /** More than is compared here. */
        record TooLarge(String why) implements Content {}

        /** Another repository's commit; null where the side has none. */
        record Submodule(@Nullable String from, @Nullable String to) implements Content {}
    }

    /** Lines that stand together; numbers are 1-based, 0 where the side has no such line. */
    public record Hunk(List<Line> lines) {}

    /**
     * One line: kind is {@code ' '}, {@code '+'} or {@code '-'}.
     *
     * @param open whether the file ends with it and without a line's end
     */
    public record Line(char kind, int oldNumber, int newNumber, String text, boolean open) {}

    /** Where it is now, or was when it was deleted. */
    public String path() {
        return change == Change.DELETED ? oldPath : newPath;
    }
}
