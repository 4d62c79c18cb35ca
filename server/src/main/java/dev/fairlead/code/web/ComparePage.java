package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one ref has that another has not.
 *
 * @param why why there is nothing to compare; null where there is
 * @param more whether there are more commits than those listed
 * @param propose where a pull request is opened from it; null where it cannot be
 */
public record ComparePage(
        Place place,
        Repository repository,
        String from,
        String to,
        List<CommitRow> commits,
        boolean more,
        @Nullable DiffView diff,
        @Nullable String propose,
        @Nullable String why) {
    public String reversed() {
        return Addresses.compare(repository, to, from);
    }
}
