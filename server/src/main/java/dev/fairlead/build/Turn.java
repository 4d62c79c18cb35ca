package dev.fairlead.build;

/** What the end of a build means for its branch, beside the build before it. */
public enum Turn {
    /** It passed, as the one before it or as the first. */
    GREEN,
    /** It failed, and the one before it did not. */
    BROKE,
    /** It failed, as the one before it. */
    STILL_BROKEN,
    /** It passed, and the one before it did not. */
    FIXED,
    /** Cancelled, or lost with its agent: nothing is known of the commit. */
    UNKNOWN;

    static Turn of(Build.State before, Build.State now) {
        var wasBroken = before == Build.State.FAILED;
        return switch (now) {
            case PASSED -> wasBroken ? FIXED : GREEN;
            case FAILED -> wasBroken ? STILL_BROKEN : BROKE;
            case CANCELLED, LOST, QUEUED, RUNNING -> UNKNOWN;
        };
    }
}
