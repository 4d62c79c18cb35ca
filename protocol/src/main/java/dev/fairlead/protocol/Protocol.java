package dev.fairlead.protocol;

/** The numbers and names both sides must agree on. */
public final class Protocol {
    /** What this agent or server speaks. */
    public static final int VERSION = 5;

    /** The oldest that a server still understands. */
    public static final int OLDEST = 1;

    /**
     * The first in which an assignment may hold jobs that follow, and its holder asks for more of
     * them at the end of a stage.
     */
    public static final int FOLLOWING = 5;

    /** The header that carries {@link Registered#session()}. */
    public static final String SESSION = "Fairlead-Session";

    /** The header of claims and heartbeats that says the machine's load, a minute's average. */
    public static final String LOAD = "Fairlead-Load";

    /** Bytes of one chunk of log. */
    public static final int LOG_CHUNK = 64 * 1024;

    /** Seconds that a claim may wait for a job. */
    public static final int CLAIM_SECONDS = 25;

    private Protocol() {}
}
