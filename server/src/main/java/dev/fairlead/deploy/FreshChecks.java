package dev.fairlead.deploy;

import java.time.Duration;
import java.time.Instant;
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
        var retreat = Retreat.has(progress.course(), back.batch());
        var turn =
                progress.attempts().stream()
                        .filter(step -> step.host().equals(back.host()))
                        .filter(step -> retreat || step.batch() == back.batch())
                        .toList();
        if (turn.stream().noneMatch(Step::touches)) {
            return List.of(); // an aborted turn that had changed nothing: it goes back as it was
        }
        var changed =
                turn.stream()
                        .filter(step -> step.name().changesHost())
                        .map(Step::finished)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(Instant.MIN);
        return Step.latest(turn).stream()
                .filter(step -> CHECKS.contains(step.name()))
                .filter(step -> !holds(step, changed, now))
                .toList();
    }

    private static boolean holds(Step check, Instant changed, Instant now) {
        var at = check.finished();
        return check.state() == StepState.DONE
                && at != null
                && !at.isBefore(changed)
                && at.isAfter(now.minus(LONGEST));
    }
}
