package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** History from a ref; older is the address of the next page. */
public record CommitsPage(
        Place place,
        Repository repository,
        String at,
        List<CommitRow> commits,
        @Nullable String older) {}
