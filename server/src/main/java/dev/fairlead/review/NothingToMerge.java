package dev.fairlead.review;

import dev.fairlead.problem.Problem;

/** 409: the target contains every commit of the source. */
public final class NothingToMerge extends Problem {
    private static final long serialVersionUID = 1;

    NothingToMerge(String from, String into) {
        super(
                409,
                null,
                "There is nothing to merge: %s contains every commit of %s. Push a commit to %s first."
                        .formatted(into, from, from));
    }
}
