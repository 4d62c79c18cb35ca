package dev.fairlead.fleet;

/** A job's state. Lost: its lease ran out; who queued it decides what follows. */
public enum JobState {
    QUEUED,
    RUNNING,
    FINISHED,
    CANCELLED,
    LOST;

    public boolean isTerminal() {
        return this == FINISHED || this == CANCELLED || this == LOST;
    }
}
