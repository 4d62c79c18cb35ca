package dev.fairlead.build;

import dev.fairlead.build.BuildJob.State;
import org.jspecify.annotations.Nullable;

/**
 * The states of a build's job and the verbs that lead from one to the next:
 *
 * <pre>
 *            ready    offer    start     pass     fail     cancel      lose                    skip      refuse
 * waiting    queued   manual   –         –        –        cancelled   –                       skipped   failed
 * manual     queued   –        –         –        –        cancelled   –                       –         failed
 * queued     –        –        running   –        –        cancelled   –                       –         –
 * running    –        –        –         passed   failed*  cancelled   queued again, or lost   –         failed
 * </pre>
 *
 * The other states are final. A failed* job whose plan allows more tries is queued as another
 * attempt instead.
 */
final class JobMachine {
    /** An agent that vanishes may have been killed by the job itself, so this has an end. */
    static final int MAX_LOSSES = 3;

    /** What can happen to a job. */
    enum Verb {
        READY,
        OFFER,
        START,
        PASS,
        FAIL,
        CANCEL,
        LOSE,
        SKIP,
        REFUSE
    }

    /** Where a job is after a verb. */
    record Position(State state, int attempt) {}

    private JobMachine() {}

    /**
     * @param retries how often a job that failed by itself is tried again
     */
    static Position after(State state, int attempt, Verb verb, int retries) {
        var next = next(state, attempt, verb, retries);
        if (next == null) {
            throw new IllegalStateException(
                    "This is a bug: a job that is %s cannot %s".formatted(state, verb));
        }
        var isAgain = state == State.RUNNING && next == State.QUEUED;
        return new Position(next, isAgain ? attempt + 1 : attempt);
    }

    private static @Nullable State next(State state, int attempt, Verb verb, int retries) {
        return switch (state) {
            case WAITING ->
                    switch (verb) {
                        case READY -> State.QUEUED;
                        case OFFER -> State.MANUAL;
                        case CANCEL -> State.CANCELLED;
                        case SKIP -> State.SKIPPED;
                        case REFUSE -> State.FAILED;
                        case START, PASS, FAIL, LOSE -> null;
                    };
            case MANUAL ->
                    switch (verb) {
                        case READY -> State.QUEUED;
                        case CANCEL -> State.CANCELLED;
                        case REFUSE -> State.FAILED;
                        case OFFER, START, PASS, FAIL, LOSE, SKIP -> null;
                    };
            case QUEUED ->
                    switch (verb) {
                        case START -> State.RUNNING;
                        case CANCEL -> State.CANCELLED;
                        case READY, OFFER, PASS, FAIL, LOSE, SKIP, REFUSE -> null;
                    };
            case RUNNING ->
                    switch (verb) {
                        case PASS -> State.PASSED;
                        case FAIL -> attempt <= retries ? State.QUEUED : State.FAILED;
                        case CANCEL -> State.CANCELLED;
                        case LOSE ->
                                attempt < Math.max(MAX_LOSSES, retries + 1)
                                        ? State.QUEUED
                                        : State.LOST;
                        case REFUSE -> State.FAILED;
                        case READY, OFFER, START, SKIP -> null;
                    };
            case PASSED, FAILED, CANCELLED, LOST, SKIPPED -> null;
        };
    }
}
