package dev.fairlead.identity;

/**
 * What the current request was let in with. An answer that goes on for long asks now and then
 * whether it still counts: the log-in may have ended, the token been revoked. It is the request
 * attribute {@link #ATTRIBUTE}.
 */
public interface Proof {
    String ATTRIBUTE = "fairlead.proof";

    /**
     * The user as of now. Throws {@link Unauthenticated} when the proof does not count any more.
     */
    User user();
}
