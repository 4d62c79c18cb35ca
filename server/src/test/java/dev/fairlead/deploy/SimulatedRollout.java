package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.DONE;
import static dev.fairlead.deploy.StepState.ISSUED;
import static dev.fairlead.deploy.StepState.UNKNOWN;

import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rollout in memory, in which whoever acts may die between any two effects: the agent before or
 * after it ran a step, before or after the server heard of it.
 */
final class SimulatedRollout {
    /** A host: its journal's last entry, the highest fence it saw, what ran there. */
    private static final class Host {
        @Nullable LastStep last;
        long fence;
        boolean out;
        final List<StepName> ran = new ArrayList<>();
    }

    private final Random random;
    private final int batch;
    private final List<Step> journal;
    private final Map<String, Host> hosts = new HashMap<>();
    private final Set<Long> lateComers = new HashSet<>();
    private long fences;
    final List<String> broken = new ArrayList<>();

    SimulatedRollout(long seed, int count, int batch) {
        this.random = new Random(seed);
        this.batch = batch;
        this.journal = new ArrayList<>(Journals.planned(count, batch));
        journal.forEach(step -> hosts.computeIfAbsent(step.host(), _ -> new Host()));
    }

    /** Rolls to the end; null when it does not come to one. */
    Deployment.@Nullable State roll() {
        for (int round = 0; round < 2000; round++) {
            for (var action : Planner.next(Progress.of(false, false, journal))) {
                if (action instanceof Action.Finish finish) {
                    return finish.state();
                }
                apply(action);
            }
            lateComers();
        }
        return null;
    }

    List<StepName> ranOn(String host) {
        return hosts.get(host).ran;
    }

    Set<String> names() {
        return hosts.keySet();
    }

    private void apply(Action action) {
        switch (action) {
            case Action.Issue(Step step) -> issue(step);
            case Action.Ask(Step step) -> ask(step);
            case Action.Again(Step step) -> journal.add(Journals.again(journal.size() + 1, step));
            case Action.Finish _ -> throw new IllegalStateException();
        }
    }

    private void issue(Step step) {
        var fence = ++fences;
        set(step, ISSUED, fence);
        switch (random.nextInt(6)) {
            case 0 -> set(step, UNKNOWN, fence); // the agent died before it did anything
            case 1 -> { // it did it, and nobody heard of that
                run(step, fence, 0);
                set(step, UNKNOWN, fence);
            }
            case 2 -> { // it was paused: its lease is over, and it wakes up later
                set(step, UNKNOWN, fence);
                lateComers.add(step.id());
            }
            default -> {
                run(step, fence, 0);
                set(step, DONE, fence);
            }
        }
    }

    /** The asking itself may be lost, and is then done again. */
    private void ask(Step step) {
        if (random.nextInt(4) == 0) {
            return;
        }
        var host = hosts.get(step.host());
        host.fence = Math.max(host.fence, ++fences);
        var told = new HostObserved("", null, null, null, null, null, host.last, false, List.of());
        switch (Resolution.of(step.name().word(), step.fence(), told)) {
            case Resolution.Done() -> set(step, DONE, step.fence());
            case Resolution.NotRun() -> apply(new Action.Again(step));
            case Resolution.Failed _, Resolution.StillRunning(), Resolution.CannotBeLearned _ ->
                    broken.add("the host could tell, and was not understood: " + step);
        }
    }

    private void lateComers() {
        for (var id : List.copyOf(lateComers)) {
            if (random.nextInt(3) == 0) {
                lateComers.remove(id);
                var step = journal.get((int) (id - 1));
                if (!step.name().repeatable()) {
                    run(step, step.fence(), 0);
                }
            }
        }
    }

    private void run(Step step, long fence, int exitCode) {
        var host = hosts.get(step.host());
        if (!step.name().repeatable()) {
            if (fence <= host.fence) {
                return; // the wrapper refuses it
            }
            host.fence = fence;
            host.last = new LastStep(step.name().word(), fence, exitCode);
            host.ran.add(step.name());
        }
        if (step.name() == StepName.DRAIN) {
            host.out = true;
        } else if (step.name() == StepName.BACK) {
            host.out = false;
        }
        var out = hosts.values().stream().filter(one -> one.out).count();
        if (out > batch) {
            broken.add(out + " hosts are out at once");
        }
    }

    private void set(Step step, StepState state, @Nullable Long fence) {
        journal.set((int) (step.id() - 1), Journals.with(step, state, fence, fence, null, false));
    }
}
