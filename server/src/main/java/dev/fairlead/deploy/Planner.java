package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.FAILED;
import static dev.fairlead.deploy.StepState.ISSUED;
import static dev.fairlead.deploy.StepState.PLANNED;
import static dev.fairlead.deploy.StepState.SKIPPED;
import static dev.fairlead.deploy.StepState.UNKNOWN;

import dev.fairlead.deploy.Progress.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says what is next in a deployment, from its journal alone: one stage after the other, such as
 * fetching everywhere, the hosts' turns batch by batch, asking every host at the end. A turn that
 * began is brought to its end also when the deployment is paused, stopping or failed elsewhere, so
 * that no host stays out of the pool for another's sake.
 */
final class Planner {
    private Planner() {}

    static List<Action> next(Progress progress) {
        var actions = new ArrayList<Action>();
        for (var lost : progress.where(step -> step.state() == UNKNOWN && !step.stuck())) {
            if (lost.name().repeatable()) {
                actions.add(new Action.Again(lost));
            } else if (lost.asking() == null) {
                actions.add(new Action.Ask(lost));
            }
        }
        actions.addAll(issues(progress));
        return actions.isEmpty() && !waits(progress) ? end(progress) : actions;
    }

    private static boolean waits(Progress progress) {
        return progress.any(ISSUED) || progress.any(UNKNOWN);
    }

    private static List<Action> issues(Progress progress) {
        var next = new ArrayList<Step>();
        var stages = progress.stages();
        stages.stream()
                .flatMap(List::stream)
                .filter(Turn::underWay)
                .forEach(turn -> next.add(turn.next()));
        if (mayBegin(progress)) {
            stages.stream()
                    .filter(stage -> !stage.stream().allMatch(Turn::over))
                    .findFirst()
                    .ifPresent(stage ->
                            stage.stream()
                                    .filter(turn -> !turn.begun())
                                    .forEach(turn -> next.add(turn.next())));
        }
        return issue(planned(next));
    }

    private static boolean mayBegin(Progress progress) {
        return progress.mayBegin() && !progress.any(FAILED) && !progress.any(UNKNOWN);
    }

    /** Nothing is under way and nothing can be begun: over, unless it is only paused. */
    private static List<Action> end(Progress progress) {
        var failed = progress.where(step -> step.state() == FAILED);
        if (!failed.isEmpty()) {
            var note = failed.stream().map(Step::told).collect(Collectors.joining(" "));
            return List.of(new Action.Finish(Deployment.State.FAILED, note));
        }
        if (progress.any(PLANNED)) {
            return progress.stopping()
                    ? List.of(new Action.Finish(Deployment.State.STOPPED, stopped(progress)))
                    : List.of();
        }
        return List.of(
                progress.any(SKIPPED)
                        ? new Action.Finish(Deployment.State.STOPPED, skipped(progress))
                        : new Action.Finish(Deployment.State.VERIFIED, "every host answered"));
    }

    private static String stopped(Progress progress) {
        var untouched = progress.hosts() - progress.through();
        return "It was stopped before " + untouched + " of " + progress.hosts() + " hosts.";
    }

    private static String skipped(Progress progress) {
        return progress.where(step -> step.state() == SKIPPED).stream()
                .map(step -> step.ofAll() ? step.name().word() : step.host())
                .distinct()
                .collect(Collectors.joining(", ", "Skipped: ", "."));
    }

    private static List<Step> planned(List<Step> steps) {
        return steps.stream().filter(step -> step.state() == PLANNED).toList();
    }

    private static List<Action> issue(List<Step> steps) {
        return steps.stream().<Action>map(Action.Issue::new).toList();
    }
}
