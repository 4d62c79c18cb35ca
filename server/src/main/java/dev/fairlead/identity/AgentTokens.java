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

    /** Who carries this token; empty when nobody does. */
    Optional<Carrier> carrier(String token);
}
