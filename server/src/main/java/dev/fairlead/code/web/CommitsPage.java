package dev.fairlead.code.web;

import dev.fairlead.web.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * History from a ref; older and newer are the addresses of the pages beside it.
 *
 * @param author whose commits only; empty for everybody's
 */
public record CommitsPage(
        Place place,
        Spot spot,
        String author,
        List<Row> rows,
        @Nullable String older,
        @Nullable String newer,
        boolean cut) {
    /** A commit, and the page of the file as it was then; null where no file is meant. */
    public record Row(CommitRow row, @Nullable String file) {}
}
