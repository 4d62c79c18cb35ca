package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.BEFORE_HOST;
import static dev.fairlead.deploy.StepName.CONFIRM;
import static dev.fairlead.deploy.StepName.DRAIN;
import static dev.fairlead.deploy.StepName.FETCH;
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

    private static final Set<StepName> BEGINS_A_TURN = EnumSet.of(BEFORE_HOST, DRAIN, STOP);

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

    /**
     * The stage that the planner begins when what is under way ends well, and all of it that the
     * same agent can do without being told more: the next host's turn, while one is taken after the
     * other, or the looks at the end.
     *
     * @param oneRow whether all that is under way is one row, also where it is of several hosts
     */
    static List<Step> next(
            boolean oneRow, List<Step> underWay, Progress progress, Definition definition) {
        if (underWay.isEmpty()
                || progress.any(StepState.UNKNOWN)
                || !(oneRow || isOneTurn(underWay))
                || underWay.stream().anyMatch(step -> step.isPrepared() || !endsInAStage(step))) {
            return List.of();
        }
        var agent = StepSpecs.agent(definition, underWay.getFirst());
        var actions = Planner.next(progress.assuming(underWay));
        var steps = Action.issued(actions);
        if (steps.size() != actions.size()
                || !steps.stream().allMatch(step -> isFor(agent, step, definition))) {
            return List.of();
        }
        if (steps.stream().allMatch(step -> step.name() == CONFIRM)) {
            return steps.size() <= Bundles.MOST ? steps : List.of();
        }
        if (steps.size() > 1
                || !beginsTurn(steps.getFirst())
                || progress.turn(steps.getFirst()).leavesForGood()) {
            return List.of(); // it leaves when those are seen to serve that came in
        }
        var turn = new ArrayList<>(steps);
        turn.addAll(of(steps.getFirst(), progress, definition));
        return turn;
    }

    private static boolean isOneTurn(List<Step> steps) {
        return steps.stream().map(Step::host).distinct().count() == 1;
    }

    private static boolean endsInAStage(Step step) {
        return step.name() == FETCH || Progress.ofTurn(step);
    }

    private static boolean isFor(String agent, Step step, Definition definition) {
        return step.state() == StepState.PLANNED && StepSpecs.agent(definition, step).equals(agent);
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

    /** Whether it may be the first step of a host's turn. */
    static boolean beginsTurn(Step step) {
        return BEGINS_A_TURN.contains(step.name());
    }

    /** Whether others may have been given with it. */
    static boolean leads(Step step) {
        return LEADING.contains(step.name());
    }
}
