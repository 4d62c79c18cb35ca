package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is done in a deployment, in the order it is done. */
public enum StepName {
    /** What a host must have is looked at, on all of them before anything is brought there. */
    PREFLIGHT,
    /** The bytes are brought near, on all hosts before the first is drained. */
    FETCH,
    DRAIN,
    STOP,
    INSTALL,
    START,
    VERIFY,
    /** The three questions, before the host gets requests again. */
    OBSERVE,
    BACK,
    /** The three questions to every host, at the end. */
    CONFIRM,
    /** What has to hold of all of it, and for a while. */
    SETTLE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether doing it again finds the same truth: it only looks, or asserts a state afresh. A
     * command that changes a host is never run again without asking the host first.
     */
    boolean repeatable() {
        return switch (this) {
            case PREFLIGHT, FETCH, DRAIN, OBSERVE, BACK, CONFIRM, SETTLE -> true;
            case STOP, INSTALL, START, VERIFY -> false;
        };
    }

    /** Where it belongs: before the hosts' turns, into them, or after all of them. */
    Stage.Phase phase() {
        return switch (this) {
            case PREFLIGHT, FETCH -> Stage.Phase.BEFORE;
            case DRAIN, STOP, INSTALL, START, VERIFY, OBSERVE, BACK -> Stage.Phase.TURNS;
            case CONFIRM, SETTLE -> Stage.Phase.AFTER;
        };
    }

    /** Where the stage begins that it belongs to in a batch of hosts. */
    StepName firstOfStage() {
        return phase() == Stage.Phase.TURNS ? DRAIN : this;
    }

    /** The steps that an environment's hosts have. */
    static List<StepName> of(Definition definition) {
        var steps = new ArrayList<StepName>();
        for (var step : values()) {
            if (step != SETTLE && has(definition, step)) {
                steps.add(step);
            }
        }
        return steps;
    }

    /** Whether an environment has such a step. */
    static boolean has(Definition definition, StepName step) {
        return switch (step) {
            case PREFLIGHT -> definition.preflight() != null;
            case FETCH, OBSERVE, CONFIRM -> true;
            case DRAIN, BACK -> !definition.balancers().isEmpty();
            case STOP -> definition.steps().stop() != null;
            case INSTALL -> definition.steps().install() != null;
            case START -> definition.steps().start() != null;
            case VERIFY ->
                    definition.steps().verify() != null
                            || !definition.verification().hosts().isEmpty();
            case SETTLE -> !definition.verification().end().isEmpty();
        };
    }
}
