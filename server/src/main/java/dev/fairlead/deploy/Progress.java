package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How far a deployment is: the latest attempt of each step, host by host.
 *
 * @param mayBegin whether another host's turn may begin: nobody paused or stopped it
 * @param stopping whether it is to end when the hosts under way are through
 */
record Progress(int batch, boolean mayBegin, boolean stopping, List<Step> latest) {
    static Progress of(int batch, boolean paused, boolean stopping, List<Step> attempts) {
        Map<String, Step> latest = new LinkedHashMap<>();
        attempts.stream()
                .sorted(
                        Comparator.comparingInt(Step::position)
                                .thenComparing(Step::name)
                                .thenComparingInt(Step::attempt))
                .forEach(step -> latest.put(step.host() + "\0" + step.name(), step));
        return new Progress(batch, !paused && !stopping, stopping, List.copyOf(latest.values()));
    }

    List<Step> where(Predicate<Step> condition) {
        return latest.stream().filter(condition).toList();
    }

    boolean any(StepState state) {
        return latest.stream().anyMatch(step -> step.state() == state);
    }

    /** The turns of the hosts in the deployment's order: each its rolling steps. */
    List<Turn> turns() {
        Map<String, List<Step>> byHost = new LinkedHashMap<>();
        for (var step : latest) {
            if (step.name().rolling()) {
                byHost.computeIfAbsent(step.host(), _ -> new ArrayList<>()).add(step);
            }
        }
        return byHost.values().stream().map(Turn::new).toList();
    }

    /** One host's turn. */
    record Turn(List<Step> steps) {
        boolean begun() {
            return steps.stream().anyMatch(step -> step.state() != StepState.PLANNED)
                    || steps.stream().anyMatch(step -> step.attempt() > 1);
        }

        boolean over() {
            return steps.stream().allMatch(step -> step.state().over());
        }

        boolean underWay() {
            return begun() && !over();
        }

        /** The first step that is not over. */
        Step next() {
            return steps.stream().filter(step -> !step.state().over()).findFirst().orElseThrow();
        }
    }
}
