package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.code.TreeEntry;
import dev.fairlead.web.Place;
import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository: its branches, and the files of its default branch. */
public record RepositoryPage(
        Place place,
        Repository repository,
        String cloneUrl,
        List<BranchRow> branches,
        int moreBranches,
        List<TreeEntry> entries,
        @Nullable Content readme) {
    public boolean isEmpty() {
        return branches.isEmpty();
    }

    public String browse(TreeEntry entry) {
        return Addresses.browse(repository, entry.path(), repository.defaultBranch());
    }

    public String commits() {
        return Addresses.commits(repository, repository.defaultBranch());
    }
}
