package dev.fairlead.stash.web;

import dev.fairlead.code.Commit;
import dev.fairlead.code.Person;
import java.util.List;

/** A commit in Stash's words; people are what git says, for nobody vouches for their names. */
record StashCommit(
        String id,
        String displayId,
        Committer author,
        Committer committer,
        long committerTimestamp,
        String message,
        List<Parent> parents) {
    private static final int SHORT = 11;

    /** A name and an address as git holds them. */
    record Committer(String name, String emailAddress) {
        static Committer of(Person person) {
            return new Committer(person.name(), person.email());
        }
    }

    /** A commit by its name only. */
    record Parent(String id, String displayId) {}

    static StashCommit of(Commit commit) {
        return new StashCommit(
                commit.sha(),
                commit.sha().substring(0, SHORT),
                Committer.of(commit.author()),
                Committer.of(commit.committer()),
                commit.at().toEpochMilli(),
                commit.message().stripTrailing(),
                commit.parents().stream()
                        .map(sha -> new Parent(sha, sha.substring(0, SHORT)))
                        .toList());
    }
}
