package dev.fairlead.fleet;

import dev.fairlead.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator decided about an agent:
 *
 * <ul>
 *   <li>enabled: it claims jobs;
 *   <li>drained: it finishes what it runs and claims nothing;
 *   <li>disabled: it claims nothing, and what it ran is lost;
 *   <li>removed: the same, and it may not even say that it is there until somebody registers it
 *       with its pool's token again.
 * </ul>
 */
public enum AgentState {
    ENABLED,
    DRAINED,
    DISABLED,
    REMOVED;

    /** As scripts, rows and audit entries write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of this word.
     *
     * @throws Problem 400 when there is none
     */
    public static AgentState of(@Nullable String word) {
        for (var state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw Problem.invalid(
                "state",
                "state: must be one of enabled, drained, disabled, removed, was \"%s\"."
                        .formatted(word == null ? "" : word));
    }

    boolean isGivingUpItsJobs() {
        return this == DISABLED || this == REMOVED;
    }
}
