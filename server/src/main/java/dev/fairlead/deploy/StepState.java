package dev.fairlead.deploy;

import java.util.Locale;

/** Planned → issued → done | failed | unknown; skipped when a person said so. */
public enum StepState {
    PLANNED,
    ISSUED,
    DONE,
    FAILED,
    /** Its job is gone, and nobody has told yet what it did. */
    UNKNOWN,
    /** Its job is gone, and its host says that it never began; another attempt stands beside it. */
    NOT_RUN,
    SKIPPED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    boolean over() {
        return this == DONE || this == SKIPPED;
    }
}
