package dev.fairlead.review;

import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** 409: merge checks do not hold. */
public final class MergeRefused extends Problem {
    private static final long serialVersionUID = 1;
    private final transient List<MergeCheck> failed;

    MergeRefused(PullRequest pr, List<MergeCheck> failed) {
        super(
                409,
                null,
                failed.stream()
                        .map(check -> check.name() + ": " + check.sentence())
                        .collect(
                                Collectors.joining(
                                        " ",
                                        "Pull request " + pr.number() + " cannot merge. ",
                                        "")));
        this.failed = List.copyOf(failed);
    }

    /** Those that do not hold. */
    public List<MergeCheck> failed() {
        return failed;
    }
}
