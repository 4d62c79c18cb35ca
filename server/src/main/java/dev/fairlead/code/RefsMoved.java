package dev.fairlead.code;

import dev.fairlead.identity.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refs that readers see moved: branches, tags and notes. Heard inside the transaction that moves
 * them.
 *
 * @param by who pushed or asked for it; null for Fairlead itself, as with the tag of a release
 */
public record RefsMoved(Repository repository, @Nullable User by, List<Move> moves) {
    /** A ref's way, by its full name; null where it did not or does not exist. */
    public record Move(String ref, @Nullable String from, @Nullable String to) {}
}
