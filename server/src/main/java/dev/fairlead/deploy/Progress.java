package dev.fairlead.deploy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How far a deployment is, and what steers it.
 *
 * @param attempts the whole journal
 * @param latest the latest attempt of each step
 * @param stages of these, in order
 * @param touched the hosts on which anything was changed, or may have been
 */
record Progress(
        Course course,
        List<Step> attempts,
        List<Step> latest,
        List<Turns> stages,
        Set<String> touched) {
    static Progress of(Course course, List<Step> attempts) {
        var latest = Step.latest(attempts);
        var touched = attempts.stream().filter(Step::touches).map(Step::host).collect(toSet());
        return new Progress(course, attempts, latest, stages(latest), touched);
    }

    /** As it is when these steps have ended well. */
    Progress assuming(Collection<Step> done) {
        var ids = done.stream().map(Step::id).collect(toSet());
        return of(
                course.moved(hosts(done, StepName.DRAIN), hosts(done, StepName.BACK)),
                attempts.stream()
                        .map(step -> ids.contains(step.id()) ? step.assumed(course.now()) : step)
                        .toList());
    }

    private static Set<String> hosts(Collection<Step> steps, StepName name) {
        return steps.stream().filter(step -> step.name() == name).map(Step::host).collect(toSet());
    }

    List<Step> where(Predicate<Step> condition) {
        return latest.stream().filter(condition).toList();
    }

    boolean any(StepState state) {
        return latest.stream().anyMatch(step -> step.state() == state);
    }

    /** The hosts with a step that failed. */
    Set<String> failedHosts() {
        return latest.stream()
                .filter(step -> step.state() == StepState.FAILED && !step.ofAll())
                .map(Step::host)
                .collect(toSet());
    }

    /**
     * Whether nothing more may be begun: too many hosts failed, or something that is not one host's
     * matter. A task is such a matter, and what must run once and could not be stopped.
     */
    boolean failed() {
        return failedHosts().size() > course.maxFailed()
                || latest.stream()
                        .filter(step -> step.state() == StepState.FAILED)
                        .anyMatch(step ->
                                step.ofAll()
                                        || step.name() == StepName.TASK
                                        || (step.batch() == 0 && step.name() == StepName.STOP));
    }

    private static List<Turns> stages(List<Step> latest) {
        return latest.stream()
                .collect(groupingBy(Stage::of, TreeMap::new, toList()))
                .entrySet()
                .stream()
                .map(entry -> new Turns(entry.getKey(), turns(entry.getValue())))
                .toList();
    }

    private static List<Turn> turns(List<Step> stage) {
        return stage.stream()
                .collect(groupingBy(Step::host, LinkedHashMap::new, toList()))
                .values()
                .stream()
                .map(Turn::new)
                .toList();
    }

    /** Whether nothing was done to it, and nothing will be. */
    boolean isAsItWas(String host) {
        return !touched.contains(host)
                && (course.ending() == Course.Ending.ABORTING || isLeftOut(host));
    }

    /** Whether all that would change it was left out. */
    private boolean isLeftOut(String host) {
        var changes =
                where(step ->
                        step.host().equals(host) && ofTurn(step) && step.name().changesHost());
        return !changes.isEmpty()
                && changes.stream().allMatch(step -> step.state() == StepState.SKIPPED);
    }

    boolean isBack(String host) {
        return latest.stream()
                .filter(step -> step.host().equals(host) && step.name() == StepName.BACK)
                .anyMatch(step -> step.state() == StepState.DONE);
    }

    /** Whether it was changed, and nobody has found since that it runs the release. */
    boolean isInBetween(String host) {
        return touched.contains(host) && !isVerified(host);
    }

    /** Whether it was asked after its turn, and runs the release. */
    boolean isVerified(String host) {
        return latest.stream()
                .filter(step -> step.host().equals(host) && step.state() == StepState.DONE)
                .anyMatch(step -> step.name() == StepName.OBSERVE);
    }

    /** All of the host's turn that a step belongs to. */
    Turn turn(Step step) {
        return stages.stream()
                .filter(stage -> stage.stage().equals(Stage.of(step)))
                .flatMap(stage -> stage.turns().stream())
                .filter(turn -> turn.host().equals(step.host()))
                .findFirst()
                .orElseThrow();
    }

    /** The steps of the host's turn that come after one of them. */
    List<Step> after(Step step) {
        return turn(step).steps().stream().dropWhile(one -> one.id() != step.id()).skip(1).toList();
    }

    /** The first stage in which something is left to do on hosts that did not fail. */
    Optional<Turns> next() {
        var failed = failedHosts();
        return stages.stream()
                .map(stage -> stage.without(failed))
                .filter(stage -> !stage.turns().stream().allMatch(Turn::over))
                .findFirst();
    }

    /**
     * The hosts that are out of their pools or will be: their turns began and are not over. Of one
     * that failed is known where it is.
     */
    Set<String> out() {
        return outWith(atWork(Stage.Phase.TURNS));
    }

    /** The same without those of which nobody saw that they left. */
    Set<String> outSeen() {
        return outWith(atWork(Stage.Phase.TURNS).filter(turn -> !turn.barelyBegun()));
    }

    private Set<String> outWith(Stream<Turn> leaving) {
        var out = new HashSet<>(course.out());
        leaving.map(Turn::host).filter(course.pooled()::contains).forEach(out::add);
        return out;
    }

    /** The hosts besides its own that are out of their pools, and that nobody is at work on. */
    Set<String> outFor(Turn turn) {
        var out = new HashSet<>(course.out());
        atWork(Stage.Phase.values()).map(Turn::host).forEach(out::remove);
        out.remove(turn.host());
        return out;
    }

    /** The turns that are under way, on hosts that did not fail. */
    private Stream<Turn> atWork(Stage.Phase... phases) {
        var failed = failedHosts();
        return stages.stream()
                .filter(stage -> List.of(phases).contains(stage.stage().phase()))
                .flatMap(stage -> stage.turns().stream())
                .filter(turn -> turn.underWay() && !failed.contains(turn.host()));
    }

    /** How many servers may be out of their pool at once when this step's has left, too. */
    int mayBeOut(Step leaving) {
        var out = new HashSet<>(course.out());
        latest.stream()
                .filter(step -> step.batch() == leaving.batch())
                .map(Step::host)
                .filter(course.pooled()::contains)
                .forEach(out::add);
        return Math.max(1, Math.min(out.size(), course.pooled().size() - course.floor()));
    }

    /** When the last of the batches before this one ended. */
    Optional<Instant> ended(int batch) {
        return latest.stream()
                .filter(step -> step.batch() > 0 && step.batch() < batch)
                .map(Step::finished)
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
    }

    boolean begun(int batch) {
        return latest.stream().anyMatch(step -> step.batch() == batch && step.begun());
    }

    /** The batch whose turns are taken now, or the next; 0 before and after all of them. */
    int batch() {
        return next().map(stage -> stage.stage().batch()).orElse(0);
    }

    int batches() {
        return latest.stream().mapToInt(Step::batch).max().orElse(0);
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

    static boolean ofTurn(Step step) {
        return step.batch() > 0 && !step.ofAll();
    }

    /** One stage, with the turns that are taken in it. */
    record Turns(Stage stage, List<Turn> turns) {
        /** Those that have not begun. */
        List<Turn> waiting() {
            return turns.stream().filter(turn -> !turn.begun()).toList();
        }

        private Turns without(Set<String> hosts) {
            return new Turns(
                    stage, turns.stream().filter(turn -> !hosts.contains(turn.host())).toList());
        }
    }

    /** What one host does in a stage, step by step. */
    record Turn(List<Step> steps) {
        String host() {
            return steps.getFirst().host();
        }

        boolean begun() {
            return steps.stream().anyMatch(Step::begun);
        }

        boolean over() {
            return steps.stream().allMatch(step -> step.state().over());
        }

        boolean underWay() {
            return begun() && !over();
        }

        /**
         * Whether it began, and nobody saw its host leave its pool or be changed: neither is
         * anybody at that now, though what was given with it may not be lost yet.
         */
        boolean barelyBegun() {
            return begun() && !over() && !leavesForGood() && steps.stream().allMatch(this::isOpen);
        }

        private boolean isOpen(Step step) {
            return switch (step.state()) {
                case PLANNED, UNKNOWN -> true;
                case ISSUED -> !step.equals(next());
                case DONE -> step.name() == StepName.BEFORE_HOST && leavesPool();
                case FAILED, NOT_RUN, SKIPPED -> false;
            };
        }

        /** The first step that is not over. */
        Step next() {
            return steps.stream().filter(step -> !step.state().over()).findFirst().orElseThrow();
        }

        Optional<Step> step(StepName name) {
            return steps.stream().filter(step -> step.name() == name).findFirst();
        }

        boolean leavesPool() {
            return step(StepName.DRAIN).isPresent();
        }

        /** As the hosts of the set that another takes over from. */
        boolean leavesForGood() {
            return leavesPool() && step(StepName.BACK).isEmpty();
        }
    }
}
