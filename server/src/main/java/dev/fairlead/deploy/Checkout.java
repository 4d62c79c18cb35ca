package dev.fairlead.deploy;

import java.util.Set;

/**
 * The files of one commit of a repository of the project, for what is run of other people's tools.
 * The commit is pinned: who pushes later does not change what runs on hosts.
 */
public record Checkout(String repository, String commit) {
    static final Set<String> KEYS = Set.of("repository", "commit");

    static Checkout read(Fields fields) {
        return new Checkout(
                fields.text(
                        "repository", "[a-z0-9][a-z0-9.-]{0,63}", "must be a repository's slug"),
                fields.text(
                        "commit",
                        "[0-9a-f]{40}",
                        "must be the 40 digits of a commit; a branch or a tag may be another one"
                                + " tomorrow"));
    }

    /** A path in the files of a commit: below them, without a way out. */
    static String path(Fields fields, String name) {
        return fields.text(
                name,
                "(?![/-])(?!(.*/)?\\.\\.?(/|$))[^\\x00-\\x1f\\x7f]{1,400}",
                "must be a path in the repository without \"..\"");
    }
}
