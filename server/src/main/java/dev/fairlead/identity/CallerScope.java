package dev.fairlead.identity;

import java.util.Optional;

/** What the proof of the current request limits its user to. */
public interface CallerScope {
    /**
     * The limits of who asks.
     *
     * @param owner as the token's owner is known, also whether they administer the server
     */
    record Limited(User owner, Scope scope) {}

    /** Empty for who is not limited, and for anybody but who asks. */
    Optional<Limited> of(User user);
}
