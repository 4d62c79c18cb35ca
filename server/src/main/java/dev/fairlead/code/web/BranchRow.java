package dev.fairlead.code.web;

import dev.fairlead.code.Distance;
import dev.fairlead.code.Repository;
import dev.fairlead.code.ShellWords;

/**
 * A branch in a list: its tip, and how far it is from the default branch.
 *
 * @param guarded whether only pull requests move it
 */
public record BranchRow(
        Repository repository, String name, CommitRow tip, Distance distance, boolean guarded) {
    public boolean isDefault() {
        return name.equals(repository.defaultBranch());
    }

    public String url() {
        return Addresses.browse(repository, "", name);
    }

    public String compare() {
        return Addresses.compare(repository, repository.defaultBranch(), name);
    }

    public String commits() {
        return Addresses.commits(repository, name);
    }

    public String switchTo() {
        return ShellWords.switchTo(name);
    }
}
