package dev.fairlead.build;

import dev.fairlead.build.Build.State;
import org.jspecify.annotations.Nullable;

/**
 * The states of a build and the verbs that lead from one to the next:
 *
 * <pre>
 *            start     pass     fail     cancel      lose
 * queued     running   –        –        cancelled   –
 * running    –         passed   failed   cancelled   queued as another attempt, or lost
 * </pre>
 *
 * The other states are final.
 */
final class BuildMachine {
    /** An agent that vanishes may have been killed by the build itself, so this has an end. */
    static final int MAX_ATTEMPTS = 3;

    /** What can happen to a build. */
    enum Verb {
        START,
        PASS,
        FAIL,
        CANCEL,
        LOSE
    }

    /** Where a build is after a verb. */
    record Position(State state, int attempt) {}

    private BuildMachine() {}

    static Position after(State state, int attempt, Verb verb) {
        var next = next(state, attempt, verb);
        if (next == null) {
            throw new IllegalStateException(
                    "This is a bug: a build that is %s cannot %s".formatted(state, verb));
        }
        return new Position(next, next == State.QUEUED ? attempt + 1 : attempt);
    }

    private static @Nullable State next(State state, int attempt, Verb verb) {
        return switch (state) {
            case QUEUED ->
                    switch (verb) {
                        case START -> State.RUNNING;
                        case CANCEL -> State.CANCELLED;
                        case PASS, FAIL, LOSE -> null;
                    };
            case RUNNING ->
                    switch (verb) {
                        case PASS -> State.PASSED;
                        case FAIL -> State.FAILED;
                        case CANCEL -> State.CANCELLED;
                        case LOSE -> attempt < MAX_ATTEMPTS ? State.QUEUED : State.LOST;
                        case START -> null;
                    };
            case PASSED, FAILED, CANCELLED, LOST -> null;
        };
    }
}
