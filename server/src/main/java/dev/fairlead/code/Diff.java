package dev.fairlead.code;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A part of what changed between two commits. A change of thousands of files is read part by part,
 * as somebody scrolls.
 *
 * @param base the commit before; null for nothing at all
 * @param head the commit after
 * @param names all files that changed, by their path now, in git's order
 * @param skip how many files come before this part
 * @param files of this part
 */
public record Diff(
        @Nullable String base, String head, List<String> names, int skip, List<FileDiff> files) {
    /** A diff of nothing. */
    public static Diff none(String head) {
        return new Diff(null, head, List.of(), 0, List.of());
    }

    /** Where the next part begins; empty when this is the last. */
    public OptionalInt next() {
        var next = skip + files.size();
        return next < names.size() ? OptionalInt.of(next) : OptionalInt.empty();
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }
}
