package dev.fairlead.review;

import dev.fairlead.problem.Problem;
import org.jspecify.annotations.Nullable;

/** 409: what was looked at is not what is there now. */
public final class ChangedMeanwhile extends Problem {
    private static final long serialVersionUID = 1;
    private final boolean ofComment;
    private final int current;
    private final int seen;

    private ChangedMeanwhile(String what, boolean ofComment, int current, int seen) {
        super(
                409,
                null,
                "%s was changed meanwhile: it is at version %d, and you looked at version %d. Look at it again, then repeat your change."
                        .formatted(what, current, seen));
        this.ofComment = ofComment;
        this.current = current;
        this.seen = seen;
    }

    /** Lets through who looked at the present version, or did not say. */
    static void refuse(PullRequest now, @Nullable Integer seen) {
        if (seen != null && seen != now.version()) {
            throw new ChangedMeanwhile("Pull request " + now.number(), false, now.version(), seen);
        }
    }

    static void refuse(Comment now, int seen) {
        if (seen != now.version()) {
            throw new ChangedMeanwhile("Comment " + now.id(), true, now.version(), seen);
        }
    }

    /** Whether it is about a comment and not about the pull request. */
    public boolean isOfComment() {
        return ofComment;
    }

    public int current() {
        return current;
    }

    public int seen() {
        return seen;
    }
}
