package dev.fairlead.code.web;

import dev.fairlead.code.Commit;
import dev.fairlead.code.TreeEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a folder.
 *
 * @param commits by name, what changed each last; null while nobody has looked yet
 */
public record Entries(Spot spot, List<TreeEntry> list, @Nullable Map<String, Commit> commits) {
    public String url(TreeEntry entry) {
        return spot.browse(entry.path());
    }

    public @Nullable Commit commit(TreeEntry entry) {
        return commits == null ? null : commits.get(entry.name());
    }
}
