package dev.fairlead.code.store;

/** The connection was lost during the commit: the change is there as a whole, or not at all. */
public final class UnknownOutcome extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownOutcome(Throwable cause) {
        super(
                "The database went away during the commit. Fetch to see whether the change is"
                        + " there, and try again if it is not.",
                cause);
    }
}
