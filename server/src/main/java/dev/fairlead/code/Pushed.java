package dev.fairlead.code;

import dev.fairlead.identity.User;
import java.util.List;

/**
 * A push, heard inside the transaction that moves the refs. Whoever pushed or merged by a page is
 * the pusher too.
 *
 * @param branches the branches that moved, in the order pushed; a null tip means deleted
 * @param owed the commits that no ref reached before, oldest first, each with the branch that
 *     brought it: at most 500, beyond that and for a first push only the tips
 */
public record Pushed(Repository repository, User pusher, List<Move> branches, List<Owed> owed) {
    /** A branch's way from one commit to another; null where it did not or does not exist. */
    public record Move(
            String branch,
            @org.jspecify.annotations.Nullable String from,
            @org.jspecify.annotations.Nullable String to) {}

    /** A commit that is to be built. */
    public record Owed(String branch, Commit commit) {}
}
