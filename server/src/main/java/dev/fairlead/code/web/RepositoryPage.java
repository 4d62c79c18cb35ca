package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository: the files of its default branch, and its branches. Entries are null before.
 *
 * @param sshUrl null where SSH is off
 */
public record RepositoryPage(
        Place place,
        Repository repository,
        String cloneUrl,
        @Nullable String sshUrl,
        List<BranchRow> branches,
        int moreBranches,
        @Nullable Entries entries,
        @Nullable Content readme) {
    public boolean isEmpty() {
        return branches.isEmpty();
    }

    public CloneLinks links() {
        return new CloneLinks(cloneUrl, sshUrl);
    }
}
