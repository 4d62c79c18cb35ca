package dev.fairlead.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows the credentials of agents. The fleet implements it; the authentication of {@code /agent/}
 * asks it, lets nobody in whom it does not know, and keeps what it learns as the request attributes
 * {@link #POOL} and {@link #AGENT}.
 */
public interface AgentTokens {
    /** The request attribute that holds the pool's name. */
    String POOL = "fairlead.pool";

    /** The request attribute that holds the agent's number; missing for a pool's token. */
    String AGENT = "fairlead.agent";

    /**
     * Who carries a token.
     *
     * @param agent the agent whose own it is; null where it is that of the pool
     */
    record Carrier(String pool, @Nullable Long agent) {}

    /** The request attribute that holds what a ticket lets an agent's git fetch. */
    String FETCH = "fairlead.fetch";

    /**
     * What a ticket lets an agent's git fetch, and nothing else.
     *
     * @param commit which may be had whatever reaches it; null for none
     */
    record Fetch(long repository, @Nullable String commit) {}

    /** Who carries this token; empty when nobody does. */
    Optional<Carrier> carrier(String token);

    /** What this token is the ticket for; empty when it is none. */
    default Optional<Fetch> fetch(String token) {
        return Optional.empty();
    }
}
