package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.CONFIRM;
import static dev.fairlead.deploy.StepName.DRAIN;
import static dev.fairlead.deploy.StepName.START;
import static dev.fairlead.deploy.StepName.STOP;
import static dev.fairlead.deploy.StepName.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every strategy, by seeds: whoever dies between any two effects, it comes to a true end. */
class PlannerCrashTest {
    private static final int SEEDS = Boolean.getBoolean("fairlead.long") ? 20_000 : 250;

    @Test
    void runsEveryCommandOnceAndInItsOrderWhereverSomebodyDies() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var definition = RandomEnvironments.of(seed);
            var parked = RandomEnvironments.parked(seed, definition);
            var rollout = new SimulatedRollout(seed, definition, parked, 0, 0);
            assertThat(rollout.roll()).as("seed %d", seed).isEqualTo(Deployment.State.VERIFIED);
            assertThat(rollout.broken).as("seed %d", seed).isEmpty();
            for (var host : rollout.names()) {
                assertThat(commands(rollout.ranOn(host)))
                        .as("seed %d, %s", seed, host)
                        .isEqualTo(commands(planned(definition, parked, host)));
                asksLast(seed, rollout.ranOn(host));
            }
            takesGroupsInOrder(seed, definition, rollout);
        }
    }

    @Test
    void neverPassesItsFloorNorCallsAFailedOneVerified() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var definition = RandomEnvironments.of(seed);
            var rollout = new SimulatedRollout(seed, definition, Set.of(), 12, 0);
            var state = rollout.roll();
            assertThat(rollout.broken).as("seed %d", seed).isEmpty();
            assertThat(state)
                    .as("seed %d: %s", seed, rollout.note)
                    .isEqualTo(
                            rollout.failed.isEmpty()
                                    ? Deployment.State.VERIFIED
                                    : Deployment.State.FAILED);
            for (var host : rollout.failed) {
                assertThat(rollout.note).as("seed %d", seed).contains(host);
            }
            if (!isChange(definition)) {
                assertThat(rollout.failed).as("seed %d", seed).containsAll(rollout.out);
            }
            assertThat(new HashSet<>(rollout.ran)).as("seed %d", seed).hasSize(commands(rollout));
        }
    }

    @Test
    void leavesNoHealthyHostOutWhenItIsAborted() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var definition = RandomEnvironments.of(seed);
            var parked =
                    isChange(definition) && seed % 2 == 0
                            ? RandomEnvironments.standingBy(seed, definition)
                            : RandomEnvironments.parked(seed, definition);
            var rollout = new SimulatedRollout(seed, definition, parked, 20, 1 + (int) (seed % 40));
            assertThat(rollout.roll()).as("seed %d", seed).isNotNull();
            assertThat(rollout.broken).as("seed %d", seed).isEmpty();
            if (isChange(definition) && !rollout.aborting) {
                continue; // it was over before, and one of the sets is out as it should be
            }
            for (var host : rollout.out) {
                assertThat(
                                parked.contains(host)
                                        || rollout.failed.contains(host)
                                        || isInBetween(rollout, host))
                        .as("seed %d: %s is out, %s", seed, host, rollout.note)
                        .isTrue();
            }
        }
    }

    @Test
    void givesThePoolBackAsItWasWhenAChangeIsAborted() {
        for (long seed = 0; seed < SEEDS * 4L; seed++) {
            var definition = RandomEnvironments.of(seed);
            if (!isChange(definition)) {
                continue;
            }
            var parked = RandomEnvironments.standingBy(seed, definition);
            var rollout = new SimulatedRollout(seed, definition, parked, 0, 1 + (int) (seed % 60));
            var state = rollout.roll();
            assertThat(rollout.broken).as("seed %d", seed).isEmpty();
            if (!rollout.aborting) {
                continue; // it was over before
            }
            assertThat(state).as("seed %d", seed).isEqualTo(Deployment.State.STOPPED);
            var out = new HashSet<>(parked);
            rollout.names().stream().filter(host -> isInBetween(rollout, host)).forEach(out::add);
            assertThat(rollout.out).as("seed %d: %s", seed, rollout.note).isEqualTo(out);
            assertThat(rollout.fewest)
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(definition.hosts().size() / 2);
        }
    }

    private static boolean isChange(Definition definition) {
        return definition.strategy().kind() == Strategy.Kind.BLUE_GREEN;
    }

    private static boolean isInBetween(SimulatedRollout rollout, String host) {
        var ran = rollout.ranOn(host);
        return ran.contains(STOP) && !ran.contains(START) && rollout.note.contains(host);
    }

    /** Nothing is done twice but what only looks, or asserts a state. */
    private static int commands(SimulatedRollout rollout) {
        var looks = rollout.ran.stream().filter(ran -> ran.name().repeatable()).distinct().count();
        var commands = rollout.ran.stream().filter(ran -> !ran.name().repeatable()).count();
        return (int) (looks + commands);
    }

    private static List<StepName> planned(Definition definition, Set<String> parked, String host) {
        return Progress.of(Course.USUAL, Journals.of(definition, parked)).stages().stream()
                .flatMap(stage -> stage.turns().stream())
                .filter(turn -> turn.host().equals(host))
                .flatMap(turn -> turn.steps().stream())
                .map(Step::name)
                .toList();
    }

    private static List<StepName> commands(List<StepName> names) {
        return names.stream().filter(name -> !name.repeatable()).toList();
    }

    /** What it answers at the end is about the end. */
    private static void asksLast(long seed, List<StepName> ran) {
        var asked = ran.lastIndexOf(CONFIRM);
        assertThat(asked < 0 || asked > ran.lastIndexOf(BACK))
                .as("seed %d: %s", seed, ran)
                .isTrue();
    }

    /** And what must run once is stopped before anything leaves its pool. */
    private static void takesGroupsInOrder(
            long seed, Definition definition, SimulatedRollout rollout) {
        if (definition.strategy().kind() != Strategy.Kind.ROLLING) {
            return;
        }
        var first = definition.hosts().stream().filter(h -> definition.group(h).stopFirst());
        var stopped = first.map(Definition.Host::name).collect(Collectors.toSet());
        var drained = false;
        var group = -1;
        for (var ran : rollout.ran) {
            drained |= ran.name() == DRAIN;
            if (ran.name() == STOP && stopped.contains(ran.host())) {
                assertThat(drained).as("seed %d", seed).isFalse();
            }
            if (ran.name() == VERIFY) {
                var own = group(definition, ran.host());
                assertThat(own).as("seed %d", seed).isGreaterThanOrEqualTo(group);
                group = own;
            }
        }
    }

    private static int group(Definition definition, String host) {
        return definition.groups().indexOf(definition.group(definition.host(host).orElseThrow()));
    }
}
