package dev.fairlead.code.store;

/** Reading took longer than its question may take; what was found until then is true. */
public final class TimeIsUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeIsUp() {
        super("Reading took longer than it may", null, false, false);
    }
}
