package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * A blue/green deployment, aborted at each of its boundaries: the pool becomes what it was before,
 * and never has fewer in it on the way than when it was aborted.
 */
class AbortedChangeTest {
    private static final Set<String> BLUE = Set.of("b-1", "b-2");
    private static final Set<String> GREEN = Set.of("g-1", "g-2");
    private static final Set<String> NONE = Set.of();

    private final SteppedRollout rollout = of(BLUE, "");

    @Test
    void leavesTheIdleSetOutWhereItWasWhenItIsAbortedDuringItsInstall() {
        rollout.underWay.add("install b-1");
        rollout.until("start b-2").abort();
        assertThat(rollout.go().did).containsExactly("verify b-2", "observe b-2");
        rollout.underWay.clear();
        assertThat(rollout.go().did).containsExactly("verify b-2", "observe b-2", "install b-1");
        assertServing(GREEN);
        assertThat(note())
                .isEqualTo(
                        "It was aborted. b-1 was neither as before nor verified when it was"
                                + " aborted.");
    }

    @Test
    void putsNothingBackBetweenTheInstallAndTheChange() {
        rollout.until("observe b-2").abort();
        assertThat(rollout.go().did).isEmpty();
        assertServing(GREEN);
        assertThat(note()).isEqualTo("It was aborted.");
    }

    @Test
    void takesThoseOutAgainThatHadComeWhenSomeHad() {
        rollout.underWay.add("back b-2");
        rollout.until("back b-1").abort();
        assertThat(rollout.go().did).as("one is still on its way in").isEmpty();
        rollout.underWay.clear();
        assertThat(rollout.go().did).containsExactly("back b-2", "drain b-1", "drain b-2");
        assertServing(GREEN);
    }

    @Test
    void takesAllOfThemOutAgainWhenNoneOfTheOthersHasLeft() {
        rollout.until("back b-2").abort();
        assertThat(rollout.go().did).containsExactly("drain b-1", "drain b-2");
        assertServing(GREEN);
    }

    @Test
    void bringsBackFirstWhoHadLeftAndOnlyThenTakesOutWhoHadCome() {
        rollout.underWay.add("drain g-2");
        rollout.until("drain g-1").abort();
        assertThat(rollout.go().did)
                .as("one comes back at once")
                .containsExactly("verify g-1", "back g-1");
        rollout.underWay.clear();
        assertThat(rollout.go().did)
                .containsExactly(
                        "verify g-1",
                        "back g-1",
                        "drain g-2",
                        "verify g-2",
                        "back g-2",
                        "drain b-1",
                        "drain b-2");
        assertServing(GREEN);
        assertThat(rollout.fewest).isEqualTo(2);
    }

    @Test
    void goesBackAsWholeAfterTheWholeChange() {
        rollout.underWay.addAll(List.of("confirm b-1", "confirm g-1"));
        rollout.until("drain g-2").abort();
        rollout.go();
        rollout.underWay.clear();
        rollout.go();
        assertThat(rollout.did)
                .containsSubsequence("back g-1", "back g-2", "drain b-1", "drain b-2");
        assertServing(GREEN);
        assertThat(rollout.end.state()).isEqualTo(Deployment.State.STOPPED);
        assertThat(rollout.fewest).isEqualTo(2);
    }

    @Test
    void putsBackEveryHealthyHostWhereBothSetsServedBefore() {
        for (var boundary : List.of("drain b-1", "observe b-1", "back b-1", "drain g-1")) {
            var both = of(NONE, "");
            both.until(boundary).abort().go();
            assertThat(both.in()).as(boundary).containsAll(GREEN);
            assertThat(both.out).as(boundary).allMatch(host -> both.end.note().contains(host));
        }
    }

    @Test
    void putsBackWhatNothingWasDoneToWhereBothSetsServedBefore() {
        var both = of(NONE, "");
        both.underWay.add("drain b-2");
        both.until("drain b-1").abort();
        assertThat(both.go().did).containsExactly("verify b-1", "back b-1");
        both.underWay.clear();
        assertThat(both.go().did)
                .containsExactly("verify b-1", "back b-1", "drain b-2", "verify b-2", "back b-2");
        assertThat(both.out).isEmpty();
    }

    @Test
    void leavesWhoWasOutBeforeWhereItWas() {
        var one = of(Set.of("b-1", "b-2", "g-2"), "");
        one.until("drain g-2").abort().go();
        assertThat(one.in()).containsExactly("g-1");
    }

    @Test
    void keepsTheNewSetInThePoolWhenTheOldOneDoesNotComeBackWhole() {
        rollout.failing.add("back g-1");
        rollout.until("drain g-2").abort().go();
        assertThat(rollout.did).contains("back g-2").doesNotContain("drain b-1", "drain b-2");
        assertServing(Set.of("b-1", "b-2", "g-2"));
        assertThat(rollout.end.state()).isEqualTo(Deployment.State.FAILED);
        assertThat(note())
                .contains("back on g-1 failed")
                .contains("b-1, b-2 stay in the pool: without them too few would serve.");
    }

    /** It may have died while it was out, and a balancer sends requests before it has looked. */
    @Test
    void doesNotPutBackAHostThatServesNoMore() {
        rollout.failing.add("verify g-1");
        rollout.until("drain g-2").abort().go();
        assertThat(rollout.did).contains("back g-2").doesNotContain("back g-1", "drain b-1");
        assertServing(Set.of("b-1", "b-2", "g-2"));
        assertThat(note())
                .contains("verify on g-1 failed")
                .contains("b-1, b-2 stay in the pool: without them too few would serve.");
    }

    @Test
    void bringsBackAHostThatDidNotWhollyLeave() {
        rollout.failing.add("drain g-1");
        rollout.underWay.add("drain g-2");
        rollout.until("drain g-1").abort();
        rollout.underWay.clear();
        rollout.go();
        assertServing(GREEN);
        assertThat(rollout.end.state()).isEqualTo(Deployment.State.STOPPED);
    }

    @Test
    void takesOutAHostThatDidNotWhollyComeIn() {
        rollout.failing.add("back b-1");
        rollout.underWay.add("back b-2");
        rollout.until("back b-1").abort();
        rollout.underWay.clear();
        assertThat(rollout.go().did).containsExactly("back b-2", "drain b-1", "drain b-2");
        assertServing(GREEN);
        assertThat(rollout.end.state()).isEqualTo(Deployment.State.FAILED);
    }

    @Test
    void doesALostStepOfTheRetreatAgain() {
        rollout.until("drain g-2").abort();
        rollout.underWay.addAll(List.of("back g-1", "back g-2", "drain b-1"));
        rollout.go();
        rollout.lose("back g-1");
        rollout.underWay.removeAll(List.of("back g-1", "back g-2"));
        rollout.go();
        rollout.lose("drain b-1");
        rollout.underWay.clear();
        rollout.go();
        assertThat(rollout.states("g-1", Retreat.RETURN, StepName.BACK))
                .containsExactly(StepState.UNKNOWN, StepState.DONE);
        assertThat(rollout.states("b-1", Retreat.LEAVE, StepName.DRAIN))
                .containsExactly(StepState.UNKNOWN, StepState.DONE);
        assertServing(GREEN);
    }

    @Test
    void bringsBackAHostOfWhichNobodyKnowsWhetherItLeft() {
        rollout.underWay.add("drain g-1");
        rollout.until("drain g-2");
        rollout.lose("drain g-1");
        rollout.abort().go();
        rollout.underWay.clear();
        assertThat(rollout.go().did).contains("back g-1").doesNotContain("drain g-1");
        assertServing(GREEN);
    }

    @Test
    void runsTheHookThatEndsATurnAlsoOnTheRetreat() {
        var hooked = of(BLUE, ", \"hooks\": {\"beforeHost\": \"quiet\", \"afterHost\": \"loud\"}");
        hooked.until("observe b-2").abort().go();
        assertThat(hooked.did).containsExactly("after-host b-1", "after-host b-2");
    }

    @Test
    void neverLeavesFewerThanTheFloorAndSaysWhoStaysForIt() {
        var floor = of(Set.of("b-1", "b-2", "g-2"), "");
        assertThat(floor.until("back b-2").abort().go().in()).containsExactly("g-1");
        var held =
                new SteppedRollout(definition(", \"floor\": 2", ""), Set.of("b-1", "b-2", "g-2"));
        held.until("back b-2").abort().go();
        assertThat(held.in()).hasSize(2).contains("g-1");
        assertThat(held.end.note()).contains("stays in the pool: without it too few would serve.");
    }

    @Test
    void waitsForNoPauseOnTheRetreat() {
        var asked = new SteppedRollout(definition(", \"pause\": \"5m\"", ""), NONE);
        asked.until("observe b-2").abort().go();
        assertThat(asked.out).isEmpty();
    }

    private void assertServing(Set<String> hosts) {
        assertThat(rollout.in()).isEqualTo(hosts);
    }

    private String note() {
        return rollout.end.note();
    }

    private static SteppedRollout of(Set<String> parked, String more) {
        return new SteppedRollout(definition("", more), parked);
    }

    private static Definition definition(String strategy, String more) {
        var json =
                """
                {"kind": "production", "order": 1, "repository": "orders",
                 "balancer": {"socket": "/run/haproxy.sock", "backend": "orders"},
                 "steps": {"install": "i", "start": "r", "stop": "s", "verify": "v"},
                 "strategy": {"kind": "blue-green"%s},
                 "groups": [{"name": "blue"}, {"name": "green"}],
                 "hosts": [%s, %s, %s, %s]%s}
                """
                        .formatted(
                                strategy,
                                host("b-1", "blue"),
                                host("b-2", "blue"),
                                host("g-1", "green"),
                                host("g-2", "green"),
                                more);
        return DefinitionReader.read(JsonMapper.shared().readTree(json));
    }

    private static String host(String name, String group) {
        return "{\"name\": \"%s\", \"folder\": \"/srv/%s\", \"port\": 80, \"group\": \"%s\"}"
                .formatted(name, name, group);
    }
}
