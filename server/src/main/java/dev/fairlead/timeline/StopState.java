package dev.fairlead.timeline;

/** Where a change stands at one stop. */
public enum StopState {
    /** Not reached. */
    NONE,
    /** Reached; waits for its turn or for a person. */
    WAITING,
    /** Under way now. */
    CURRENT,
    FAILED,
    /** A rule holds it; the note says which and who can lift it. */
    BLOCKED,
    DONE
}
