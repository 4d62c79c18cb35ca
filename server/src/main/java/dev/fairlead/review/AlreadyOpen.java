package dev.fairlead.review;

import dev.fairlead.problem.Problem;

/** 409: a pull request with these branches is open. */
public final class AlreadyOpen extends Problem {
    private static final long serialVersionUID = 1;
    private final int number;

    AlreadyOpen(PullRequest open) {
        super(
                409,
                null,
                "Pull request %d from %s into %s is open already. Push to %s to change it."
                        .formatted(open.number(), open.source(), open.target(), open.source()));
        this.number = open.number();
    }

    /** The number of the one that is open. */
    public int number() {
        return number;
    }
}
