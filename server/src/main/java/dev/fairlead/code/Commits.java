package dev.fairlead.code;

import java.time.Instant;
import java.util.Arrays;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Reads JGit's commits into ours. */
final class Commits {
    private static final Person NOBODY = new Person("", "");
    private static final int LONGEST_MESSAGE = 64 << 10;
    private static final int LONGEST_TITLE = 300;

    private Commits() {}

    static Commit of(RevCommit commit) {
        return of(commit, cut(commit.getFullMessage(), LONGEST_MESSAGE));
    }

    /** With its title only: for lists of many, and to keep. */
    static Commit brief(RevCommit commit) {
        return of(commit, cut(commit.getShortMessage(), LONGEST_TITLE));
    }

    private static Commit of(RevCommit commit, String message) {
        return new Commit(
                commit.name(),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
                message,
                person(commit.getAuthorIdent()),
                person(commit.getCommitterIdent()),
                Instant.ofEpochSecond(commit.getCommitTime()));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** Old histories hold lines that git itself cannot read: they have nobody. */
    private static Person person(@Nullable PersonIdent ident) {
        return ident == null ? NOBODY : new Person(ident.getName(), ident.getEmailAddress());
    }
}
