package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.AFTER_HOST;
import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.DRAIN;
import static dev.fairlead.deploy.StepName.VERIFY;
import static dev.fairlead.deploy.StepState.FAILED;
import static dev.fairlead.deploy.StepState.PLANNED;

import dev.fairlead.deploy.Progress.Turn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an aborted deployment leaves out. A host that nothing was done to goes back as it is, if it
 * serves; one that has been started with the release is verified and goes back; one in between
 * stays out of its pool, for nobody knows whether it could serve. Where one of two sets takes over
 * from the other, who goes back, and when, is the matter of the {@link Retreat}.
 *
 * <p>Also without an abort a turn is left out whose host was not seen to leave its pool, and may
 * not any more: whoever had it and was lost may have begun it, so the host goes back as it is.
 */
final class Abort {
    private final Progress progress;
    private final List<Action> left = new ArrayList<>();

    private Abort(Progress progress) {
        this.progress = progress;
    }

    /** The steps to leave out, each with a reason where its host stays as it is. */
    static List<Action> leaves(Progress progress) {
        var abort = new Abort(progress);
        if (progress.course().ending() == Course.Ending.ABORTING) {
            underWay(progress).forEach(abort::turn);
        } else {
            underWay(progress).filter(abort::isInVain).forEach(abort::notBegun);
        }
        return List.copyOf(abort.left);
    }

    private static Stream<Turn> underWay(Progress progress) {
        return progress.stages().stream()
                .filter(stage -> stage.stage().phase() == Stage.Phase.TURNS)
                .filter(stage -> !Retreat.has(progress.course(), stage.stage().batch()))
                .flatMap(stage -> stage.turns().stream())
                .filter(turn -> turn.underWay() && !turn.next().ofAll());
    }

    /** Whether its host was not seen to leave, and may not any more. */
    private boolean isInVain(Turn turn) {
        return turn.leavesPool()
                && turn.barelyBegun()
                && turn.next().state() == PLANNED
                && !progress.touched().contains(turn.host())
                && !mayLeave(turn);
    }

    private boolean mayLeave(Turn turn) {
        return !progress.failed()
                && !progress.failedHosts().contains(turn.host())
                && progress.course().mayLeave(progress.outFor(turn), turn.host());
    }

    private void turn(Turn turn) {
        var next = turn.next();
        var failedToLeave = next.state() == FAILED && next.name() == DRAIN;
        if (next.state() != PLANNED && !failedToLeave) {
            return; // it is being done, or a person has to look at the host anyway
        }
        if (!progress.touched().contains(turn.host())) {
            goBack(turn, "");
        } else if (progress.course().sets() && next.name() == BACK && wasOut(turn)) {
            left.add(new Action.Leave(next, "")); // it would only have to leave again
        } else if (turn.steps().stream().anyMatch(Abort::isOpen)) {
            var why = turn.host() + " was neither as before nor verified when it was aborted.";
            leave(turn, EnumSet.noneOf(StepName.class), why);
        }
    }

    private void notBegun(Turn turn) {
        goBack(turn, "It was given to an agent, and not seen to begin.");
    }

    private void goBack(Turn turn, String why) {
        var left = turn.step(DRAIN).filter(Step::begun).isPresent();
        leave(
                turn,
                left && !wasOut(turn) ? returns() : EnumSet.of(AFTER_HOST),
                left && wasOut(turn) ? turn.host() + " was out of its pool before." : why);
    }

    /** What a host does that goes back as it is: of sets the retreat plans its look. */
    private Set<StepName> returns() {
        return progress.course().sets()
                ? EnumSet.of(BACK, AFTER_HOST)
                : EnumSet.of(VERIFY, BACK, AFTER_HOST);
    }

    private boolean wasOut(Turn turn) {
        return progress.course().outBefore().contains(turn.host());
    }

    private void leave(Turn turn, Set<StepName> but, String why) {
        turn.steps().stream()
                .filter(step -> !step.state().over() && !but.contains(step.name()))
                .forEach(step -> left.add(new Action.Leave(step, why)));
    }

    private static boolean isOpen(Step step) {
        return step.name().changesHost() && step.state() == PLANNED;
    }
}
