package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.AFTER_HOST;
import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.DRAIN;
import static dev.fairlead.deploy.StepName.VERIFY;
import static dev.fairlead.deploy.StepState.DONE;
import static dev.fairlead.deploy.StepState.FAILED;
import static dev.fairlead.deploy.StepState.ISSUED;
import static dev.fairlead.deploy.StepState.PLANNED;
import static dev.fairlead.deploy.StepState.UNKNOWN;

import dev.fairlead.deploy.JournalPlan.Planned;
import dev.fairlead.deploy.Progress.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The retreat of an aborted deployment in which one of two sets takes over from the other: the pool
 * becomes what it was before. First go back the hosts that had left; only when they are all there,
 * those leave that had come in. Its steps are rows like all others, in two batches after the three
 * of the change, and are planned as soon as what the abort found under way is over.
 */
final class Retreat {
    /** Of the hosts that had left. */
    static final int RETURN = 4;

    /** Of the hosts that had come in. */
    static final int LEAVE = 5;

    private final Progress progress;
    private final Course course;
    private final List<Step> hosts;

    private Retreat(Progress progress) {
        this.progress = progress;
        this.course = progress.course();
        this.hosts = hosts(progress);
    }

    /** Whether a step of this batch belongs to it. */
    static boolean has(Course course, int batch) {
        return course.sets() && batch >= RETURN;
    }

    /** The steps of it that the journal does not have yet. */
    static List<Action> missing(Progress progress) {
        return isTaken(progress) ? new Retreat(progress).missing() : List.of();
    }

    /** What of it is to be done now. */
    static List<Action> begin(Progress progress) {
        return isTaken(progress) ? new Retreat(progress).begin() : List.of();
    }

    /** Why hosts that had come in stay there; empty when none does. */
    static String stays(Progress progress) {
        return isTaken(progress) ? new Retreat(progress).stays() : "";
    }

    private static boolean isTaken(Progress progress) {
        return progress.course().sets() && progress.course().ending() == Course.Ending.ABORTING;
    }

    /** The first step of each host that has a turn. */
    private static List<Step> hosts(Progress progress) {
        var seen = new HashSet<String>();
        return progress.where(step -> Progress.ofTurn(step) && seen.add(step.host()));
    }

    private List<Action> missing() {
        var steps = new ArrayList<Planned>();
        for (var host : hosts) {
            if (!isBusy(host.host()) && isSound(host.host())) {
                if (hasLeft(host.host())) {
                    if (progress.isAsItWas(host.host())) {
                        steps.add(step(host, RETURN, VERIFY));
                    }
                    steps.add(step(host, RETURN, BACK));
                }
                if (owesHook(host.host())) {
                    steps.add(step(host, RETURN, AFTER_HOST));
                }
            }
        }
        if (steps.stream().allMatch(this::isPlanned) && isWhole()) {
            hosts.stream()
                    .filter(host -> hasCome(host.host()))
                    .forEach(host -> steps.add(step(host, LEAVE, DRAIN)));
        }
        return steps.stream()
                .filter(step -> !isPlanned(step))
                .<Action>map(Action.Plan::new)
                .toList();
    }

    private static Planned step(Step host, int batch, StepName name) {
        return new Planned(host.host(), host.position(), batch, name, 0);
    }

    private boolean isPlanned(Planned step) {
        return any(one ->
                one.host().equals(step.host())
                        && one.batch() == step.batch()
                        && one.name() == step.name());
    }

    private List<Action> begin() {
        var actions = new ArrayList<Action>();
        var busy = new HashSet<String>();
        var out = new HashSet<>(progress.out());
        own().forEach(turn -> {
            var mayBegin =
                    turn.leavesPool() ? course.mayLeave(out, turn.host()) : isSound(turn.host());
            if (mayBegin && !isBusy(turn.host()) && busy.add(turn.host())) {
                actions.add(new Action.Issue(turn.next()));
                if (turn.leavesPool()) {
                    out.add(turn.host());
                }
            }
        });
        return actions;
    }

    private String stays() {
        var names = hosts.stream().map(Step::host).filter(this::isMeantToLeave).toList();
        return names.isEmpty()
                ? ""
                : (names.size() == 1 ? "%s stays" : "%s stay").formatted(String.join(", ", names))
                        + " in the pool: without "
                        + (names.size() == 1 ? "it" : "them")
                        + " too few would serve.";
    }

    /** It came in, and was never told to leave. */
    private boolean isMeantToLeave(String host) {
        return hasCome(host)
                && progress.attempts().stream()
                        .noneMatch(one ->
                                one.host().equals(host) && one.batch() == LEAVE && moved(one));
    }

    /** Its turns that are not over, and can go on. */
    private Stream<Turn> own() {
        return turns(step -> has(course, step.batch()))
                .filter(turn -> !turn.over() && turn.next().state() == PLANNED);
    }

    private Stream<Turn> turns(Predicate<Step> which) {
        return progress.stages().stream()
                .flatMap(stage -> stage.turns().stream())
                .filter(turn -> which.test(turn.steps().getFirst()));
    }

    /** Whether something of it is still at work that began before the retreat. */
    private boolean isBusy(String host) {
        return any(one ->
                one.host().equals(host) && (one.state() == ISSUED || one.state() == UNKNOWN))
                || turns(one -> Progress.ofTurn(one) && !has(course, one.batch()))
                        .filter(turn -> turn.host().equals(host) && turn.underWay())
                        .anyMatch(turn -> turn.next().state() == PLANNED);
    }

    /** As it was before, or verified; and nothing of it went wrong. */
    private boolean isSound(String host) {
        var wrong =
                any(one ->
                        one.host().equals(host)
                                && one.state() == FAILED
                                && !has(course, one.batch()));
        return !wrong && !progress.isInBetween(host);
    }

    /** Nobody is at work any more, and whoever could go back is back. */
    private boolean isWhole() {
        return hosts.stream().noneMatch(host -> isBusy(host.host()))
                && progress.where(one -> one.batch() == RETURN && one.name() == BACK).stream()
                        .filter(one -> isSound(one.host()))
                        .allMatch(one -> one.state() == DONE);
    }

    private boolean hasLeft(String host) {
        return !course.outBefore().contains(host)
                && lastMove(host).filter(step -> step.name() == DRAIN).isPresent();
    }

    private boolean hasCome(String host) {
        return course.outBefore().contains(host)
                && lastMove(host).filter(step -> step.name() == BACK).isPresent();
    }

    private Optional<Step> lastMove(String host) {
        return progress.attempts().stream()
                .filter(step -> step.host().equals(host) && moved(step))
                .filter(step -> step.batch() < LEAVE)
                .max(Comparator.comparingInt(Step::batch));
    }

    /** Whether a balancer was told of its host, or may have been. */
    private static boolean moved(Step step) {
        return (step.name() == DRAIN || step.name() == BACK)
                && switch (step.state()) {
                    case ISSUED, DONE, FAILED, UNKNOWN -> true;
                    case SKIPPED -> step.job() != null; // left out after it was tried
                    case PLANNED, NOT_RUN -> false;
                };
    }

    /** What is run after a host's turn is run though the turn ends here. */
    private boolean owesHook(String host) {
        var forward =
                turns(one -> Progress.ofTurn(one) && !has(course, one.batch()))
                        .filter(turn -> turn.host().equals(host))
                        .toList();
        return forward.stream().anyMatch(Turn::begun)
                && forward.stream()
                        .filter(turn -> !turn.begun())
                        .anyMatch(turn -> turn.step(AFTER_HOST).isPresent());
    }

    private boolean any(Predicate<Step> which) {
        return progress.latest().stream().anyMatch(which);
    }
}
