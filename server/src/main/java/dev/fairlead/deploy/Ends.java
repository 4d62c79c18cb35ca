package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.DONE;
import static dev.fairlead.deploy.StepState.FAILED;
import static dev.fairlead.deploy.StepState.PLANNED;
import static dev.fairlead.deploy.StepState.SKIPPED;

import dev.fairlead.deploy.Course.Ending;
import java.util.List;
import java.util.stream.Collectors;

/** How a deployment ends in which nothing is under way and nothing can be begun. */
final class Ends {
    private Ends() {}

    /** Nothing where it only waits: for a person, or for a time. */
    static List<Action> of(Progress progress) {
        var ending = progress.course().ending();
        var open = progress.next().isPresent();
        if (open && ending == Ending.NONE && !progress.failed()) {
            return List.of();
        }
        var early = ending != Ending.NONE && (open || wentBack(progress));
        if (progress.failed() || !progress.failedHosts().isEmpty()) {
            return List.of(failed(progress, early ? stopped(progress) : ""));
        }
        if (early || open) {
            var note = joined(stopped(progress), left(progress), down(progress));
            return List.of(new Action.Finish(Deployment.State.STOPPED, note));
        }
        return List.of(
                progress.any(SKIPPED)
                        ? new Action.Finish(Deployment.State.STOPPED, skipped(progress))
                        : new Action.Finish(Deployment.State.VERIFIED, "every host answered"));
    }

    static Action.Finish failed(Progress progress, String besides) {
        var failures =
                progress.where(step -> step.state() == FAILED).stream()
                        .map(Step::told)
                        .collect(Collectors.joining(" "));
        return new Action.Finish(
                Deployment.State.FAILED, joined(failures, besides, left(progress), down(progress)));
    }

    /** What every host runs then is told beside it, see {@link WhatRuns}. */
    private static String stopped(Progress progress) {
        if (progress.hosts() == 0) {
            return "It was ended before all of it was done.";
        }
        return progress.course().ending() == Ending.ABORTING
                ? joined("It was aborted.", Retreat.stays(progress))
                : "It was stopped.";
    }

    private static boolean wentBack(Progress progress) {
        return progress.latest().stream()
                .anyMatch(step -> Retreat.has(progress.course(), step.batch()));
    }

    private static String skipped(Progress progress) {
        if (progress.course().ending() == Ending.ABORTING) {
            return joined("It was aborted.", left(progress), down(progress));
        }
        return progress.where(step -> step.state() == SKIPPED).stream()
                .map(step -> step.ofAll() ? step.name().word() : step.host())
                .distinct()
                .collect(Collectors.joining(", ", "Skipped: ", "."));
    }

    /** What was said of hosts that stay as they are. */
    private static String left(Progress progress) {
        return progress.course().ending() == Ending.ABORTING
                ? progress.where(step -> step.state() == SKIPPED).stream()
                        .map(Step::note)
                        .filter(note -> !note.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(" "))
                : "";
    }

    /** What must run once was stopped before the others' turns, and its own did not come. */
    private static String down(Progress progress) {
        var down =
                progress
                        .where(step ->
                                step.name() == StepName.STOP
                                        && step.batch() == 0
                                        && step.state() == DONE)
                        .stream()
                        .map(Step::host)
                        .filter(host -> isNotStarted(progress, host))
                        .collect(Collectors.joining(", "));
        return down.isEmpty() ? "" : "Stopped and not started again: " + down + ".";
    }

    private static boolean isNotStarted(Progress progress, String host) {
        return progress.latest().stream()
                .anyMatch(step ->
                        step.host().equals(host)
                                && step.name() == StepName.START
                                && (step.state() == PLANNED || step.state() == SKIPPED));
    }

    /** Of sentences, those that say something. */
    static String joined(String... sentences) {
        return List.of(sentences).stream()
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
