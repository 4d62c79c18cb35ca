package dev.fairlead.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done in a deployment, in the order it is done. */
public enum StepName {
    /** What a host must have is looked at, on all of them before anything is brought there. */
    PREFLIGHT,
    /** The bytes are brought near, on all hosts before the first is drained. */
    FETCH,
    /** What else is to be done on hosts before that. */
    TASK,
    BEFORE_DEPLOYMENT,
    /** Ansible's playbook, in the place of the hosts' turns. */
    PLAY,
    BEFORE_BATCH,
    BEFORE_HOST,
    DRAIN,
    STOP,
    INSTALL,
    START,
    VERIFY,
    /** The three questions, before the host gets requests again. */
    OBSERVE,
    BACK,
    AFTER_HOST,
    AFTER_BATCH,
    /** The three questions to every host, at the end. */
    CONFIRM,
    /** What has to hold of all of it, and for a while. */
    SETTLE,
    AFTER_DEPLOYMENT;

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
            case TASK,
                    BEFORE_DEPLOYMENT,
                    PLAY,
                    BEFORE_BATCH,
                    BEFORE_HOST,
                    STOP,
                    INSTALL,
                    START,
                    VERIFY,
                    AFTER_HOST,
                    AFTER_BATCH,
                    AFTER_DEPLOYMENT ->
                    false;
        };
    }

    /** Whether the host is another afterwards. */
    boolean changesHost() {
        return this == STOP || this == INSTALL || this == START;
    }

    /** Where it belongs: before the hosts' turns, into them, or after all of them. */
    Stage.Phase phase() {
        return switch (this) {
            case PREFLIGHT, FETCH, TASK, BEFORE_DEPLOYMENT, PLAY -> Stage.Phase.BEFORE;
            case BEFORE_BATCH,
                    BEFORE_HOST,
                    DRAIN,
                    STOP,
                    INSTALL,
                    START,
                    VERIFY,
                    OBSERVE,
                    BACK,
                    AFTER_HOST,
                    AFTER_BATCH ->
                    Stage.Phase.TURNS;
            case CONFIRM, SETTLE, AFTER_DEPLOYMENT -> Stage.Phase.AFTER;
        };
    }

    /** Where the stage begins that it belongs to in a batch of hosts. */
    StepName firstOfStage() {
        return this == BEFORE_BATCH || this == AFTER_BATCH ? this : BEFORE_HOST;
    }

    /** Whether it is of the whole deployment or of a batch, and of no host. */
    boolean ofAll() {
        return switch (this) {
            case BEFORE_DEPLOYMENT, PLAY, BEFORE_BATCH, AFTER_BATCH, SETTLE, AFTER_DEPLOYMENT ->
                    true;
            case PREFLIGHT,
                    FETCH,
                    TASK,
                    BEFORE_HOST,
                    DRAIN,
                    STOP,
                    INSTALL,
                    START,
                    VERIFY,
                    OBSERVE,
                    BACK,
                    AFTER_HOST,
                    CONFIRM ->
                    false;
        };
    }

    /** The steps that a host of the environment has. */
    static List<StepName> of(Definition definition, Definition.Host host) {
        return Arrays.stream(values())
                .filter(step -> !step.ofAll() && step.isIn(definition, host))
                .toList();
    }

    private boolean isIn(Definition definition, Definition.Host host) {
        return switch (this) {
            case PREFLIGHT -> definition.preflight() != null;
            case FETCH, OBSERVE, CONFIRM -> true;
            case TASK, PLAY -> false; // planned apart
            case DRAIN, BACK -> definition.pooled(host);
            case STOP -> definition.steps().stop() != null;
            case INSTALL -> definition.steps().install() != null;
            case START -> definition.steps().start() != null;
            case VERIFY ->
                    definition.steps().verify() != null
                            || !definition.verification().hosts().isEmpty();
            case SETTLE -> !definition.verification().end().isEmpty();
            case BEFORE_DEPLOYMENT,
                    BEFORE_BATCH,
                    BEFORE_HOST,
                    AFTER_HOST,
                    AFTER_BATCH,
                    AFTER_DEPLOYMENT ->
                    definition.hooks().has(this);
        };
    }
}
