package dev.fairlead.protocol;

/**
 * The server's answer.
 *
 * @param session proves this process from here on; a later registration of the name ends it
 * @param pool the pool that the token belongs to
 * @param known whether the identity that the agent made is its token from now on
 * @param advice what the server tells about the agent's version, in a sentence; empty where it is
 *     the server's own
 */
public record Registered(String session, String pool, Boolean known, String advice) {
    /** An older server does not say all of it. */
    public Registered {
        known = known != null && known;
        advice = advice == null ? "" : advice;
    }
}
