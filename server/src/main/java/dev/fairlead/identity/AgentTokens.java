package dev.fairlead.identity;

import java.util.Optional;

/**
 * Knows the credentials of agents. The fleet implements it; the authentication of {@code /agent/}
 * asks it, lets nobody in whom it does not know, and keeps the pool as the request attribute {@link
 * #POOL}.
 */
public interface AgentTokens {
    /** The request attribute that holds the pool's name. */
    String POOL = "fairlead.pool";

    /** The pool whose agents carry this token; empty when nobody does. */
    Optional<String> pool(String token);
}
