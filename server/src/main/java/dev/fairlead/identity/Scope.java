package dev.fairlead.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token may at most do for its owner.
 *
 * @param most the role that it has at most, in every project
 * @param project the only project that it may do anything in; null for every one
 */
public record Scope(Role most, @Nullable Long project) {
    /** All that its owner may. */
    public static final Scope WHOLE = new Scope(Role.ADMINISTER, null);

    boolean isWhole() {
        return equals(WHOLE);
    }

    /** What is left of the owner's role in a project. */
    Optional<Role> limit(Optional<Role> role, long in) {
        return project != null && project != in
                ? Optional.empty()
                : role.map(has -> has.compareTo(most) < 0 ? has : most);
    }
}
