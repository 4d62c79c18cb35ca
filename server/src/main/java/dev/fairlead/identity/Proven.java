package dev.fairlead.identity;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, as their credentials prove it.
 *
 * @param limited what the proof is limited to; null for nothing less than the user
 */
public record Proven(User user, CallerScope.@Nullable Limited limited) {
    static Proven whole(User user) {
        return new Proven(user, null);
    }

    /** A token of narrower scope never makes an administrator of the server. */
    static Proven of(User owner, Scope scope) {
        return scope.isWhole()
                ? whole(owner)
                : new Proven(
                        new User(
                                owner.id(),
                                owner.name(),
                                owner.displayName(),
                                owner.email(),
                                false),
                        new CallerScope.Limited(owner, scope));
    }
}
