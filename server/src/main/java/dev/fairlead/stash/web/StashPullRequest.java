package dev.fairlead.stash.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pull request in Stash's words; its id is the number in its repository, dates are milliseconds.
 *
 * @param version what a change of it must name; see {@link dev.fairlead.review.Amendment}
 */
record StashPullRequest(
        int id,
        int version,
        String title,
        String description,
        String state,
        boolean open,
        boolean closed,
        boolean locked,
        long createdDate,
        long updatedDate,
        End fromRef,
        End toRef,
        Participant author,
        List<Participant> reviewers,
        List<Participant> participants,
        @Nullable Properties properties,
        Links links) {
    /** One of the two branches. */
    record End(
            String id,
            String displayId,
            @Nullable String latestCommit,
            String type,
            StashRepository repository) {}

    /** Somebody and what they said of it. */
    record Participant(
            StashUser user,
            String role,
            boolean approved,
            String status,
            @Nullable String lastReviewedCommit) {
        static Participant of(StashUser user, String role, @Nullable String approved) {
            return new Participant(
                    user,
                    role,
                    approved != null,
                    approved == null ? "UNAPPROVED" : "APPROVED",
                    approved);
        }
    }

    /** How it was merged; missing until then. */
    record Properties(Merged mergeCommit) {}

    /** The commit that merged it. */
    record Merged(String id, String displayId) {}
}
