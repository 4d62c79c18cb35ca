package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.DONE;
import static dev.fairlead.deploy.StepState.FAILED;
import static dev.fairlead.deploy.StepState.ISSUED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rollout in memory that does one step after the other, and is aborted where a test says so. */
final class SteppedRollout {
    private final Definition definition;
    private final Set<String> outBefore;
    private final Set<String> pooled;
    private final List<Step> journal;
    final Set<String> out;

    /** What was done, such as {@code "drain g-1"}. */
    final List<String> did = new ArrayList<>();

    /** What fails, in the same words. */
    final Set<String> failing = new HashSet<>();

    /** Such steps end only when they are not in here any more. */
    final Set<String> underWay = new HashSet<>();

    /** The fewest that were in the pool since it was aborted. */
    int fewest = Integer.MAX_VALUE;

    private boolean aborting;
    Action.@Nullable Finish end;

    SteppedRollout(Definition definition, Set<String> parked) {
        this.definition = definition;
        this.outBefore = parked;
        this.out = new HashSet<>(parked);
        this.journal = new ArrayList<>(Journals.of(definition, parked));
        this.pooled =
                definition.hosts().stream()
                        .map(Definition.Host::name)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Until this step is done. */
    SteppedRollout until(String last) {
        while (!did.contains(last)) {
            if (!step()) {
                throw new AssertionError("It never comes to " + last + ": " + did);
            }
        }
        return this;
    }

    SteppedRollout abort() {
        aborting = true;
        did.clear();
        fewest = serving();
        return this;
    }

    /** As far as it goes without what is under way. */
    SteppedRollout go() {
        while (step()) {
            fewest = Math.min(fewest, serving());
        }
        return this;
    }

    Set<String> in() {
        var in = new HashSet<>(pooled);
        in.removeAll(out);
        return in;
    }

    Progress progress() {
        var strategy = definition.strategy();
        return Progress.of(
                new Course(
                        false,
                        aborting ? Course.Ending.ABORTING : Course.Ending.NONE,
                        strategy.kind() == Strategy.Kind.BLUE_GREEN,
                        0,
                        strategy.floor() == null ? 0 : strategy.floor().atLeastOf(pooled.size()),
                        pooled,
                        Set.copyOf(out),
                        outBefore,
                        strategy.pause(),
                        1,
                        Instant.EPOCH),
                journal);
    }

    /** The states of a step's attempts. */
    List<StepState> states(String host, int batch, StepName name) {
        return journal.stream()
                .filter(step -> step.host().equals(host) && step.batch() == batch)
                .filter(step -> step.name() == name)
                .map(Step::state)
                .toList();
    }

    /** Whoever did it is gone, and nobody knows what it did. */
    void lose(String named) {
        journal.replaceAll(step ->
                step.state() == ISSUED && named(step).equals(named)
                        ? with(step, StepState.UNKNOWN)
                        : step);
    }

    private int serving() {
        return pooled.size() - out.size();
    }

    private boolean step() {
        var actions = Planner.next(progress());
        while (actions.stream().anyMatch(SteppedRollout::isWritten)) {
            actions.forEach(this::apply);
            actions = Planner.next(progress());
        }
        actions.forEach(this::apply);
        return end == null && oneEnds();
    }

    private static boolean isWritten(Action action) {
        return action instanceof Action.Plan
                || action instanceof Action.Leave
                || action instanceof Action.Again;
    }

    private void apply(Action action) {
        switch (action) {
            case Action.Plan(JournalPlan.Planned step) ->
                    journal.add(Journals.planned(journal.size() + 1, step));
            case Action.Leave(Step step, String why) -> set(Journals.left(step, why));
            case Action.Again(Step step) -> journal.add(Journals.again(journal.size() + 1, step));
            case Action.Issue(Step step) -> set(with(step, ISSUED));
            case Action.Ask _, Action.Wait _, Action.Hold _ -> {}
            case Action.Finish finish -> end = finish;
        }
    }

    /** The first that is under way; what fails tells a balancer all the same. */
    private boolean oneEnds() {
        var next =
                journal.stream()
                        .filter(step -> step.state() == ISSUED && !underWay.contains(named(step)))
                        .findFirst();
        next.ifPresent(step -> {
            var failed = failing.contains(named(step));
            set(with(step, failed ? FAILED : DONE));
            did.add(named(step));
            if (step.name() == StepName.DRAIN) {
                out.add(step.host());
            } else if (step.name() == StepName.BACK && !failed) {
                out.remove(step.host());
            }
        });
        return next.isPresent();
    }

    private static Step with(Step step, StepState state) {
        return Journals.with(step, state, step.id(), step.id(), null, false);
    }

    private void set(Step step) {
        journal.set((int) (step.id() - 1), step);
    }

    private static String named(Step step) {
        return (step.name().word() + " " + step.host()).strip();
    }
}
