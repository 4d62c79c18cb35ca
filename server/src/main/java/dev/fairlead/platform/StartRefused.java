package dev.fairlead.platform;

/** The server cannot start as it is told to: what is wrong, and what to do about it. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String action;

    public StartRefused(String problem, String action) {
        super(problem);
        this.action = action;
    }

    /** What the operator can do, as a sentence. */
    public String action() {
        return action;
    }
}
