package dev.fairlead.deploy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How far a deployment is: the latest attempt of each step.
 *
 * @param mayBegin whether another host's turn may begin: nobody paused or stopped it
 * @param stopping whether it is to end when the hosts under way are through
 */
record Progress(boolean mayBegin, boolean stopping, List<Step> latest) {
    static Progress of(boolean paused, boolean stopping, List<Step> attempts) {
        return new Progress(!paused && !stopping, stopping, Step.latest(attempts));
    }

    List<Step> where(Predicate<Step> condition) {
        return latest.stream().filter(condition).toList();
    }

    boolean any(StepState state) {
        return latest.stream().anyMatch(step -> step.state() == state);
    }

    /** The stages in order, each with the turns that are taken in it. */
    List<List<Turn>> stages() {
        var stages = new ArrayList<List<Turn>>();
        latest.stream()
                .collect(groupingBy(Stage::of, TreeMap::new, toList()))
                .values()
                .forEach(steps -> stages.add(turns(steps)));
        return stages;
    }

    private static List<Turn> turns(List<Step> stage) {
        return stage.stream()
                .collect(groupingBy(Step::host, LinkedHashMap::new, toList()))
                .values()
                .stream()
                .map(Turn::new)
                .toList();
    }

    /** How many hosts have a turn. */
    long hosts() {
        return latest.stream().filter(Progress::ofTurn).map(Step::host).distinct().count();
    }

    /** How many of them are through. */
    long through() {
        return hosts()
                - latest.stream()
                        .filter(step -> ofTurn(step) && !step.state().over())
                        .map(Step::host)
                        .distinct()
                        .count();
    }

    private static boolean ofTurn(Step step) {
        return step.batch() > 0 && !step.ofAll();
    }

    /** What one host does in a stage, step by step. */
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
