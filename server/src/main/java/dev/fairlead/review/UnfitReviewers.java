package dev.fairlead.review;

import dev.fairlead.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** 409: some of those who shall review cannot. */
public final class UnfitReviewers extends Problem {
    private static final long serialVersionUID = 1;
    private final transient Map<String, String> reasons;

    UnfitReviewers(Map<String, String> reasons) {
        super(409, "reviewers", "reviewers: " + String.join(" ", reasons.values()));
        this.reasons = new LinkedHashMap<>(reasons);
    }

    /** Why each of them cannot, by the name that was given. */
    public Map<String, String> reasons() {
        return reasons;
    }
}
