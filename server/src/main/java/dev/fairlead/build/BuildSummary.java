package dev.fairlead.build;

import static java.util.stream.Collectors.toSet;

import dev.fairlead.build.Build.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the states of its jobs make of a build. A job that waits for a person does not hold the
 * result, and does not change it, but where one needs it that begins by itself.
 */
final class BuildSummary {
    private static final Set<BuildJob.State> UNTOUCHED =
            Set.of(
                    BuildJob.State.WAITING,
                    BuildJob.State.MANUAL,
                    BuildJob.State.QUEUED,
                    BuildJob.State.SKIPPED);

    private BuildSummary() {}

    static State state(List<BuildJob> jobs) {
        var states = deciding(jobs).stream().map(BuildJob::state).collect(toSet());
        if (states.stream().allMatch(BuildJob.State::isTerminal)) {
            return ended(states);
        }
        return UNTOUCHED.containsAll(states) ? State.QUEUED : State.RUNNING;
    }

    /** Those that begin by themselves, and all that they need. */
    private static List<BuildJob> deciding(List<BuildJob> jobs) {
        var positions = new HashSet<Integer>();
        var left = new ArrayList<>(jobs.stream().filter(one -> one.manual() == null).toList());
        while (!left.isEmpty()) {
            var job = left.removeLast();
            if (positions.add(job.position())) {
                job.needs().forEach(need -> left.add(jobs.get(need - 1)));
            }
        }
        return jobs.stream().filter(one -> positions.contains(one.position())).toList();
    }

    /** A failure says more than that others were cancelled or lost after it. */
    private static State ended(Set<BuildJob.State> states) {
        if (states.contains(BuildJob.State.FAILED)) {
            return State.FAILED;
        }
        if (states.contains(BuildJob.State.LOST)) {
            return State.LOST;
        }
        return states.contains(BuildJob.State.CANCELLED) ? State.CANCELLED : State.PASSED;
    }

    /** Why it did not pass: what its first job said that ended as the build did. */
    static String failure(List<BuildJob> jobs) {
        var state = state(jobs);
        return deciding(jobs).stream()
                .filter(one -> one.state().name().equals(state.name()))
                .filter(one -> !one.failure().isEmpty())
                .findFirst()
                .map(one -> jobs.size() == 1 ? one.failure() : one.name() + ": " + one.failure())
                .orElse("");
    }

    static int attempt(List<BuildJob> jobs) {
        return jobs.stream().mapToInt(BuildJob::attempt).max().orElse(1);
    }
}
