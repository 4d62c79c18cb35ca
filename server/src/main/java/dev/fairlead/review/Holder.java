package dev.fairlead.review;

import dev.fairlead.timeline.StopState;
import java.util.List;

/** What an open pull request waits for: the first thing that holds it, in the line's words. */
enum Holder {
    /** Nobody has looked at this head yet, or its build is under way. */
    NOBODY(StopState.BLOCKED, "waits for its build"),
    BUILD(StopState.BLOCKED, "build failed"),
    APPROVAL(StopState.BLOCKED, "needs 1 approval"),
    CONFLICT(StopState.BLOCKED, "does not merge cleanly"),
    AUTHOR(StopState.CURRENT, "may be merged");

    private final StopState state;
    private final String note;

    Holder(StopState state, String note) {
        this.state = state;
        this.note = note;
    }

    StopState state() {
        return state;
    }

    String note() {
        return note;
    }

    /** Approval first: it is what a person can do while the build is still under way. */
    static Holder of(
            List<MergeCheck> builds, boolean buildFailed, MergeCheck approval, MergeCheck merges) {
        if (!approval.passed()) {
            return APPROVAL;
        }
        if (!builds.stream().allMatch(MergeCheck::passed)) {
            return buildFailed ? BUILD : NOBODY;
        }
        return merges.passed() ? AUTHOR : CONFLICT;
    }
}
