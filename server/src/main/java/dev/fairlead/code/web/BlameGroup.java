package dev.fairlead.code.web;

import dev.fairlead.code.Blame;
import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that stand together and came with one commit.
 *
 * @param part null where looking ended before anybody was found
 * @param first the number of the first line, from 1
 */
public record BlameGroup(Blame.@Nullable Part part, int first, List<Content> lines) {
    /** All lines, in order. */
    static List<BlameGroup> of(Blame blame, List<Content> lines) {
        var groups = new ArrayList<BlameGroup>();
        var at = 0;
        for (var part : blame.parts()) {
            add(groups, null, lines, at, part.start());
            add(groups, part, lines, part.start(), part.start() + part.lines());
            at = part.start() + part.lines();
        }
        add(groups, null, lines, at, lines.size());
        return groups;
    }

    private static void add(
            List<BlameGroup> groups,
            Blame.@Nullable Part part,
            List<Content> lines,
            int from,
            int to) {
        var end = Math.min(to, lines.size());
        if (from < end) {
            groups.add(new BlameGroup(part, from + 1, lines.subList(from, end)));
        }
    }
}
