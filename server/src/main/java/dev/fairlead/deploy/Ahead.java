package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.BEFORE_HOST;
import static dev.fairlead.deploy.StepName.DRAIN;
import static dev.fairlead.deploy.StepName.INSTALL;
import static dev.fairlead.deploy.StepName.OBSERVE;
import static dev.fairlead.deploy.StepName.START;
import static dev.fairlead.deploy.StepName.STOP;
import static dev.fairlead.deploy.StepName.VERIFY;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a host's turn is given to its agent at once, so that no step waits for the word about the
 * one before: as far as the agent can tell as well as the server whether it may go on. So it goes
 * back into its pools, too, when it answers what is expected of it.
 */
final class Ahead {
    private static final Set<StepName> LEADING =
            EnumSet.of(BEFORE_HOST, DRAIN, STOP, INSTALL, START, VERIFY, OBSERVE);

    private Ahead() {}

    /** The steps that follow one when it has ended well, in their order. */
    static List<Step> of(Step step, Progress progress, Definition definition) {
        var row = new ArrayList<>(List.of(step));
        for (var next : progress.after(step)) {
            var leads = leads(row.getLast(), next, definition);
            if (next.state() != StepState.PLANNED || !leads || isTooSoon(next, row, progress)) {
                break;
            }
            row.add(next);
        }
        return List.copyOf(row.subList(1, row.size()));
    }

    /** A host goes back on checks that are made now, or were a moment ago. */
    private static boolean isTooSoon(Step next, List<Step> row, Progress progress) {
        return next.name() == BACK && !row.containsAll(FreshChecks.missing(next, progress));
    }

    /**
     * The lost steps that were given with one of which its host says that it was not run, or went
     * wrong: an agent begins none of them after that.
     */
    static List<Step> lostWith(Step step, List<Step> attempts) {
        return attempts.stream()
                .filter(one -> one.host().equals(step.host()) && one.batch() == step.batch())
                .filter(one -> one.state() == StepState.UNKNOWN && !one.name().repeatable())
                .filter(one -> isAfter(one.fence(), step.fence()))
                .toList();
    }

    private static boolean isAfter(@Nullable Long later, @Nullable Long fence) {
        return later != null && fence != null && later > fence;
    }

    /** Checks that hold now may have to hold for a while, which only the server awaits. */
    private static boolean leads(Step step, Step next, Definition definition) {
        return leads(step)
                && (step.name() != VERIFY || definition.verification().of(VERIFY).soak().isZero())
                && (next.name() != BACK || step.name() == OBSERVE);
    }

    /** Whether others may have been given with it. */
    static boolean leads(Step step) {
        return LEADING.contains(step.name());
    }
}
