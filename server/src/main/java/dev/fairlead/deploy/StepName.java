package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is done on a host, in the order it is done. */
public enum StepName {
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
    CONFIRM;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether doing it again finds the same truth: it only looks, or asserts a state afresh. A
     * command that changes a host is never run again without asking the host first.
     */
    boolean repeatable() {
        return switch (this) {
            case FETCH, DRAIN, OBSERVE, BACK, CONFIRM -> true;
            case STOP, INSTALL, START, VERIFY -> false;
        };
    }

    /** Whether it happens while its host's turn lasts. */
    boolean rolling() {
        return this != FETCH && this != CONFIRM;
    }

    /** The steps that an environment's hosts have. */
    static List<StepName> of(Definition definition) {
        var steps = new ArrayList<StepName>();
        for (var step : values()) {
            if (has(definition, step)) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static boolean has(Definition definition, StepName step) {
        return switch (step) {
            case FETCH, OBSERVE, CONFIRM -> true;
            case DRAIN, BACK -> definition.balancer() != null;
            case STOP -> definition.steps().stop() != null;
            case INSTALL -> definition.steps().install() != null;
            case START -> definition.steps().start() != null;
            case VERIFY -> definition.steps().verify() != null;
        };
    }
}
