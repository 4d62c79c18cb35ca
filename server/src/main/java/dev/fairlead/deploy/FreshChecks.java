package dev.fairlead.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a host must have passed before it goes back into its pools: its checks, after everything
 * that changed it, and a moment ago. A balancer calls a server UP before it has looked, so a host
 * that went back on an old word would get requests that nobody answers.
 */
final class FreshChecks {
    /** Longer than a turn's last steps take, and too short for a person's coffee. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Set<StepName> CHECKS = Set.of(StepName.VERIFY, StepName.OBSERVE);

    private FreshChecks() {}

    /** The host's checks that have to be done again before it may go back; mostly none. */
    static List<Step> missing(Step back, Progress progress) {
        var now = progress.course().now();
        if (progress.isAsItWas(back.host())) {
            return List.of(); // it goes back on a look of its own
        }
        var sets = progress.course().sets();
        var turn =
                progress.attempts().stream()
                        .filter(step -> step.host().equals(back.host()))
                        .filter(step -> sets || step.batch() == back.batch())
                        .toList();
        var changed =
                turn.stream()
                        .filter(step -> step.name().changesHost())
                        .map(Step::finished)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(Instant.MIN);
        var checks = new EnumMap<StepName, Step>(StepName.class);
        Step.latest(turn).stream()
                .filter(step -> CHECKS.contains(step.name()))
                .forEach(step -> checks.put(step.name(), step)); // of the last batch
        return checks.values().stream().filter(step -> !holds(step, changed, now)).toList();
    }

    /** What is written for them: each once more, or in the batch in which the host goes back. */
    static List<Action> again(Step back, Progress progress) {
        return missing(back, progress).stream().map(step -> again(step, back.batch())).toList();
    }

    private static Action again(Step step, int batch) {
        return step.batch() == batch
                ? new Action.Again(step)
                : new Action.Plan(
                        new JournalPlan.Planned(
                                step.host(), step.position(), batch, step.name(), step.part()));
    }

    private static boolean holds(Step check, Instant changed, Instant now) {
        var at = check.finished();
        return check.state() == StepState.DONE
                && at != null
                && !at.isBefore(changed)
                && at.isAfter(now.minus(LONGEST));
    }
}
