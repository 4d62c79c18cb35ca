package dev.fairlead.code;

import java.time.Instant;
import java.util.Arrays;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Reads JGit's commits into ours. */
final class Commits {
    private static final Person NOBODY = new Person("", "");

    private Commits() {}

    static Commit of(RevCommit commit) {
        return new Commit(
                commit.name(),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
                commit.getFullMessage(),
                person(commit.getAuthorIdent()),
                person(commit.getCommitterIdent()),
                Instant.ofEpochSecond(commit.getCommitTime()));
    }

    /** Old histories hold lines that git itself cannot read: they have nobody. */
    private static Person person(@Nullable PersonIdent ident) {
        return ident == null ? NOBODY : new Person(ident.getName(), ident.getEmailAddress());
    }
}
