package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.FAILED;
import static dev.fairlead.deploy.StepState.ISSUED;
import static dev.fairlead.deploy.StepState.PLANNED;
import static dev.fairlead.deploy.StepState.UNKNOWN;

import dev.fairlead.deploy.Course.Ending;
import dev.fairlead.deploy.Progress.Turn;
import dev.fairlead.deploy.Progress.Turns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says what is next in a deployment, from its journal and its course alone: one stage after the
 * other, such as fetching everywhere, the hosts' turns batch by batch, asking every host at the
 * end. A turn that began is brought to its end also when the deployment is paused, stopping or
 * failed elsewhere, so that no host stays out of the pool for another's sake.
 */
final class Planner {
    private final Progress progress;
    private final Course course;

    private Planner(Progress progress) {
        this.progress = progress;
        this.course = progress.course();
    }

    static List<Action> next(Progress progress) {
        return new Planner(progress).next();
    }

    private List<Action> next() {
        var leaves = Abort.leaves(progress);
        if (!leaves.isEmpty()) {
            return leaves;
        }
        var retreat = Retreat.missing(progress);
        if (!retreat.isEmpty()) {
            return retreat;
        }
        var actions = new ArrayList<Action>(unknown());
        underWay().forEach(step -> actions.add(new Action.Issue(step)));
        if (mayBegin()) {
            progress.next().ifPresent(stage -> actions.addAll(begin(stage)));
        }
        actions.addAll(Retreat.begin(progress));
        if (!actions.isEmpty() || waits()) {
            return List.copyOf(actions);
        }
        return mayBegin()
                ? progress.next().map(this::waitFor).orElseGet(() -> Ends.of(progress))
                : Ends.of(progress);
    }

    /** A lost look is done again; of lost commands their hosts are asked, one after the other. */
    private List<Action> unknown() {
        var actions = new ArrayList<Action>();
        var asked = new HashSet<String>();
        for (var lost : progress.where(step -> step.state() == UNKNOWN && !step.stuck())) {
            if (lost.name().repeatable()) {
                actions.add(new Action.Again(lost));
            } else if (asked.add(lost.host()) && lost.asking() == null) {
                actions.add(new Action.Ask(lost));
            }
        }
        return actions;
    }

    /**
     * A host never has two steps at once, though a person may have it begin again in both. A turn
     * may have been given while the one before was on its way back, and its agent is lost: where
     * nobody saw its host leave, it waits for that one, and for its place out of the pool.
     */
    private List<Step> underWay() {
        var steps = new ArrayList<Step>();
        var hosts = new HashSet<String>();
        var failed = progress.failedHosts();
        var out = new HashSet<>(progress.outSeen());
        var before = false;
        for (var stage : progress.stages()) {
            if (Retreat.has(course, stage.stage().batch())) {
                continue;
            }
            var turns = stage.turns().stream().filter(Turn::underWay).toList();
            for (var turn : turns) {
                var goesOn =
                        turn.next().state() != FAILED
                                && hosts.add(turn.host())
                                && (!turn.barelyBegun() || (!before && mayBeginAgain(turn, out)));
                if (goesOn && turn.next().state() == PLANNED) {
                    steps.add(turn.next());
                }
            }
            before |= turns.stream().anyMatch(turn -> !failed.contains(turn.host()));
        }
        return List.copyOf(steps);
    }

    /** What only looks, or puts a host back, is done though something failed. */
    private boolean mayBeginAgain(Turn turn, Set<String> out) {
        var changes = Ahead.beginsTurn(turn.steps().getFirst());
        return !(changes && progress.failed()) && leaves(turn, out);
    }

    /** Takes a place out of the pool where one is left, or none is needed. */
    private boolean leaves(Turn turn, Set<String> out) {
        if (!turn.leavesPool()) {
            return true;
        }
        var may = course.mayLeave(out, turn.host());
        if (may && course.pooled().contains(turn.host())) {
            out.add(turn.host());
        }
        return may;
    }

    private boolean mayBegin() {
        return !course.paused()
                && course.ending() == Ending.NONE
                && !progress.failed()
                && !progress.any(UNKNOWN);
    }

    private List<Action> begin(Turns stage) {
        var actions = new ArrayList<Action>();
        if (Gate.of(progress, stage.stage().batch()).isPresent()) {
            return actions;
        }
        var out = new HashSet<>(progress.out());
        for (var turn : stage.waiting()) {
            if (leaves(turn, out)) {
                actions.add(new Action.Issue(turn.next()));
            }
        }
        return actions;
    }

    /** Nothing is under way: what keeps the stage from beginning is a gate, or the floor. */
    private List<Action> waitFor(Turns stage) {
        return List.of(
                Gate.of(progress, stage.stage().batch())
                        .orElseGet(() -> tooFew(stage.waiting().getFirst().host())));
    }

    /** Only a person, or a host that comes back, can let more go. */
    private Action tooFew(String host) {
        var why =
                "%s may not leave: %d of %d must stay in the pool, and out of it %s."
                        .formatted(
                                host, course.floor(), course.pooled().size(), told(progress.out()));
        return progress.failedHosts().isEmpty() ? new Action.Hold(why) : Ends.failed(progress, why);
    }

    private static String told(Set<String> out) {
        return switch (out.size()) {
            case 0 -> "is none";
            case 1 -> "is " + out.iterator().next();
            default -> "are " + String.join(", ", out.stream().sorted().toList());
        };
    }

    private boolean waits() {
        return progress.any(ISSUED) || progress.any(UNKNOWN);
    }
}
