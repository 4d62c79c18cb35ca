package dev.fairlead.stash.web;

import dev.fairlead.code.Branch;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Tag;
import org.jspecify.annotations.Nullable;

/** A branch or a tag in Stash's words; the second commit is what older clients read. */
record StashRef(
        String id,
        String displayId,
        String type,
        String latestCommit,
        String latestChangeset,
        @Nullable Boolean isDefault,
        @Nullable String hash) {
    static final String HEADS = "refs/heads/";
    static final String TAGS = "refs/tags/";

    static StashRef of(Repository repository, Branch branch) {
        return new StashRef(
                HEADS + branch.name(),
                branch.name(),
                "BRANCH",
                branch.tip(),
                branch.tip(),
                branch.name().equals(repository.defaultBranch()),
                null);
    }

    static StashRef of(Tag tag) {
        var annotated = tag.object().equals(tag.target()) ? null : tag.object();
        return new StashRef(
                TAGS + tag.name(), tag.name(), "TAG", tag.target(), tag.target(), null, annotated);
    }

    /** A branch's name out of the full or the short form. */
    static String branch(String id) {
        return id.startsWith(HEADS) ? id.substring(HEADS.length()) : id;
    }
}
