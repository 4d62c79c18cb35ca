package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.DONE;
import static dev.fairlead.deploy.StepState.FAILED;
import static dev.fairlead.deploy.StepState.ISSUED;
import static dev.fairlead.deploy.StepState.NOT_RUN;
import static dev.fairlead.deploy.StepState.PLANNED;
import static dev.fairlead.deploy.StepState.UNKNOWN;

import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rollout in memory, in which whoever acts may die between any two effects: the agent before or
 * after it ran a step, before or after the server heard of it. Hosts may fail, and a person may
 * abort it at any moment.
 */
final class SimulatedRollout {
    private static final int MOST_ROUNDS = 2000;

    /** What somebody did, in the order in which it came about. */
    record Ran(String host, int batch, StepName name) {}

    /** A host: its journal, the highest fence it saw. */
    private static final class Host {
        final List<LastStep> journal = new ArrayList<>();
        long fence;

        /** The entry under a fence, or else the last. */
        @Nullable LastStep told(@Nullable Long of) {
            return journal.stream()
                    .filter(entry -> of != null && entry.fence() == of)
                    .findFirst()
                    .orElse(journal.isEmpty() ? null : journal.getLast());
        }
    }

    private final Random random;
    private final Definition definition;
    private final int failing;
    private final int abortedAfter;
    private final List<Step> journal;
    private final Map<String, Host> hosts = new HashMap<>();
    private final List<List<Long>> lateComers = new ArrayList<>();
    private final Set<String> pooled;
    private final Set<String> outBefore;
    final Set<String> out;
    final Set<String> failed = new HashSet<>();
    final List<Ran> ran = new ArrayList<>();
    final List<String> broken = new ArrayList<>();

    /** How many were in the pool when the fewest were. */
    int fewest = Integer.MAX_VALUE;

    private long fences;
    private int letThrough = 1;
    private boolean alone;
    private Instant now = Instant.EPOCH;
    boolean aborting;
    String note = "";

    /**
     * @param failing of how many steps one fails; 0 for none
     * @param abortedAfter rounds; 0 for never
     */
    SimulatedRollout(
            long seed, Definition definition, Set<String> parked, int failing, int abortedAfter) {
        this.random = RandomEnvironments.random(seed);
        this.definition = definition;
        this.failing = failing;
        this.abortedAfter = abortedAfter;
        this.journal = new ArrayList<>(Journals.of(definition, parked));
        this.pooled =
                definition.hosts().stream()
                        .filter(definition::pooled)
                        .map(Definition.Host::name)
                        .collect(Collectors.toSet());
        this.outBefore = parked;
        this.out = new HashSet<>(parked);
        journal.forEach(step -> hosts.computeIfAbsent(step.host(), _ -> new Host()));
    }

    /** Rolls to the end; null when it does not come to one. */
    Deployment.@Nullable State roll() {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            aborting |= round == abortedAfter;
            var actions = Planner.next(progress());
            for (var action : actions) {
                if (action instanceof Action.Finish finish) {
                    note = finish.note();
                    return finish.state();
                }
                alone = actions.size() == 1;
                apply(action);
            }
            lateComers();
        }
        return null;
    }

    List<StepName> ranOn(String host) {
        return ran.stream().filter(one -> one.host().equals(host)).map(Ran::name).toList();
    }

    Set<String> names() {
        return hosts.keySet();
    }

    int floor() {
        var floor = definition.strategy().floor();
        return floor == null ? 0 : floor.atLeastOf(pooled.size());
    }

    private Progress progress() {
        var strategy = definition.strategy();
        var course =
                new Course(
                        false,
                        aborting ? Course.Ending.ABORTING : Course.Ending.NONE,
                        strategy.kind() == Strategy.Kind.BLUE_GREEN,
                        strategy.maxFailed(),
                        floor(),
                        pooled,
                        Set.copyOf(out),
                        outBefore,
                        strategy.pause(),
                        letThrough,
                        now);
        return Progress.of(course, journal);
    }

    private void apply(Action action) {
        switch (action) {
            case Action.Issue(Step step) -> issue(step);
            case Action.Ask(Step step) -> ask(step);
            case Action.Again(Step step) -> journal.add(Journals.again(journal.size() + 1, step));
            case Action.Plan(JournalPlan.Planned step) ->
                    journal.add(Journals.planned(journal.size() + 1, step));
            case Action.Leave(Step step, String why) ->
                    journal.set((int) (step.id() - 1), Journals.left(step, why));
            case Action.Wait(Instant until) -> now = until;
            case Action.Hold(String why) -> hold(why);
            case Action.Finish _ -> throw new IllegalStateException();
        }
    }

    /** A person lets the next batch go, or puts a host back that was out before. */
    private void hold(String why) {
        if (why.contains("waits for a person")) {
            letThrough++;
        } else if (out.isEmpty()) {
            broken.add("it waits for a host, and all are in the pool: " + why);
        } else {
            out.remove(out.iterator().next());
        }
    }

    /** With the steps that are given ahead, and the stages that are prepared meanwhile. */
    private void issue(Step step) {
        var given = new ArrayList<>(List.of(step));
        given.addAll(Ahead.of(step, progress(), definition));
        given.replaceAll(one -> set(one, ISSUED, ++fences));
        prepare(given);
        while (!given.isEmpty()) {
            if (given.getFirst().isPrepared() || asksAhead(given)) {
                given.replaceAll(one -> set(one, ISSUED, one.fence()));
            }
            if (given.stream().map(Step::host).distinct().count() == 1
                    && given.stream().noneMatch(Step::isPrepared)) {
                prepare(given);
            }
            var now = given.getFirst();
            var exitCode = exitCode();
            switch (random.nextInt(6)) {
                case 0 -> lose(given); // the agent died before it did anything
                case 1 -> { // it went on, and nobody heard of that
                    run(now, now.fence(), exitCode);
                    given.stream()
                            .skip(1)
                            .takeWhile(next ->
                                    !next.isPrepared() && exitCode == 0 && random.nextBoolean())
                            .forEach(next -> run(next, next.fence(), 0));
                    lose(given);
                }
                case 2 -> { // it was paused: its lease is over, and it wakes up later
                    lateComers.add(
                            given.stream()
                                    .filter(one -> !one.isPrepared())
                                    .map(Step::id)
                                    .collect(Collectors.toCollection(ArrayList::new)));
                    lose(given);
                }
                default -> {
                    given.removeFirst();
                    run(now, now.fence(), exitCode);
                    end(now, exitCode == 0 ? DONE : FAILED, now.fence());
                    if (exitCode != 0) {
                        given.forEach(next -> set(next, PLANNED, null));
                        given.clear();
                    }
                }
            }
        }
    }

    /** An agent may ask for the next turn while the host before is on its way back. */
    private boolean asksAhead(List<Step> given) {
        return given.stream().filter(one -> !one.isPrepared()).count() <= 2 && random.nextBoolean();
    }

    private int exitCode() {
        return failing > 0 && random.nextInt(failing) == 0 ? 1 : 0;
    }

    private void prepare(List<Step> row) {
        if (alone) {
            Ahead.next(true, row, progress(), definition)
                    .forEach(next -> {
                        var prepared = Journals.prepared(next, ++fences);
                        journal.set((int) (next.id() - 1), prepared);
                        row.add(prepared);
                    });
        }
    }

    /** What was prepared is withdrawn. The server hears of one after the other, in any order. */
    private void lose(List<Step> given) {
        Collections.shuffle(given, random);
        for (var one : given) {
            set(one, one.isPrepared() ? PLANNED : UNKNOWN, one.isPrepared() ? null : one.fence());
            if (random.nextInt(4) == 0) {
                Action.issued(Planner.next(progress())).forEach(this::mayBegin);
            }
        }
        given.clear();
    }

    private void mayBegin(Step step) {
        if (step.name() == StepName.DRAIN && !outOfOthers(step).isEmpty()) {
            broken.add(step.host() + " is to leave, and out is still " + outOfOthers(step));
        }
    }

    private void end(Step step, StepState state, Long fence) {
        set(step, state, fence);
        if (state == FAILED) {
            failed.add(step.host());
        }
    }

    /** The asking itself may be lost, and is then done again. */
    private void ask(Step step) {
        if (random.nextInt(4) == 0) {
            return;
        }
        var host = hosts.get(step.host());
        host.fence = Math.max(host.fence, ++fences);
        var told = Journals.telling(host.told(step.fence()));
        switch (Resolution.of(step.name().word(), step.fence(), told)) {
            case Resolution.Done() -> end(step, DONE, step.fence());
            case Resolution.Failed _ -> {
                end(step, FAILED, step.fence());
                Ahead.lostWith(step, journal).forEach(this::notRun);
            }
            case Resolution.NotRun() -> {
                Ahead.lostWith(step, journal).forEach(this::notRun);
                notRun(step);
            }
            case Resolution.StillRunning(), Resolution.CannotBeLearned _ ->
                    broken.add("the host could tell, and was not understood: " + step);
        }
    }

    private void notRun(Step step) {
        set(step, NOT_RUN, step.fence());
        apply(new Action.Again(step));
    }

    /** An agent that wakes up goes on where it was, until it is refused. */
    private void lateComers() {
        for (var row : List.copyOf(lateComers)) {
            while (!row.isEmpty()) {
                if (random.nextInt(3) != 0) {
                    return;
                }
                var step = journal.get((int) (row.removeFirst() - 1));
                if (step.name().repeatable() || !run(step, step.fence(), 0)) {
                    row.clear(); // a balancer is not moved, nor a host looked at, without a lease
                }
            }
            lateComers.remove(row);
        }
    }

    /** False when the wrapper refuses it. */
    private boolean run(Step step, long fence, int exitCode) {
        var host = hosts.get(step.host());
        if (!step.name().repeatable()) {
            if (fence <= host.fence) {
                return false;
            }
            host.fence = fence;
            host.journal.add(new LastStep(step.name().word(), fence, exitCode));
        }
        if (!step.name().repeatable() || exitCode == 0) {
            ran.add(new Ran(step.host(), step.batch(), step.name()));
        }
        move(step, exitCode);
        return true;
    }

    private void move(Step step, int exitCode) {
        if (step.name() == StepName.DRAIN && (exitCode == 0 || random.nextBoolean())) {
            out.add(step.host());
            fewest = Math.min(fewest, pooled.size() - out.size());
            if (!outOfOthers(step).isEmpty()) {
                broken.add(step.host() + " leaves, and out is still " + outOfOthers(step));
            }
            if (out.size() > progress().mayBeOut(step)) {
                broken.add("the balancer refuses that " + step.host() + " leaves: " + out);
            }
            if (pooled.size() - out.size() < floor() && !outBefore.contains(step.host())) {
                broken.add("fewer than " + floor() + " are in the pool, out are " + out);
            }
        } else if (step.name() == StepName.BACK && exitCode == 0) {
            out.remove(step.host());
        }
    }

    /** The hosts of other batches that this deployment took out, and that did not fail. */
    private Set<String> outOfOthers(Step leaving) {
        if (definition.strategy().kind() != Strategy.Kind.ROLLING) {
            return Set.of();
        }
        var others = new HashSet<>(out);
        others.removeAll(outBefore);
        others.removeAll(failed);
        journal.stream()
                .filter(one -> one.batch() == leaving.batch())
                .map(Step::host)
                .forEach(others::remove);
        return others;
    }

    private Step set(Step step, StepState state, @Nullable Long fence) {
        var now = Journals.with(step, state, fence, fence, null, false, this.now);
        journal.set((int) (step.id() - 1), now);
        return now;
    }
}
