package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.CONFIRM;
import static dev.fairlead.deploy.StepName.DRAIN;
import static dev.fairlead.deploy.StepName.FETCH;
import static dev.fairlead.deploy.StepName.INSTALL;
import static dev.fairlead.deploy.StepName.OBSERVE;
import static dev.fairlead.deploy.StepName.START;
import static dev.fairlead.deploy.StepName.STOP;
import static dev.fairlead.deploy.StepName.VERIFY;
import static dev.fairlead.deploy.StepState.DONE;
import static dev.fairlead.deploy.StepState.FAILED;
import static dev.fairlead.deploy.StepState.ISSUED;
import static dev.fairlead.deploy.StepState.PLANNED;
import static dev.fairlead.deploy.StepState.SKIPPED;
import static dev.fairlead.deploy.StepState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.deploy.Strategy.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Set<String> HOSTS = Set.of("order-1", "order-2", "order-3");
    private static final Set<StepName> BEFORE_START = EnumSet.range(FETCH, StepName.INSTALL);
    private static final Set<StepName> TURN = EnumSet.range(DRAIN, BACK);
    private final List<Step> fetched = fetched(1);

    @Test
    void fetchesEverywhereBeforeTheFirstDrain() {
        assertThat(told(Journals.planned(3, 1)))
                .containsExactly("fetch order-1", "fetch order-2", "fetch order-3");
        var oneFetched =
                Journals.where(Journals.planned(3, 1), Set.of("order-1"), Set.of(FETCH), DONE);
        var twoUnderWay =
                Journals.where(oneFetched, Set.of("order-2", "order-3"), Set.of(FETCH), ISSUED);
        assertThat(told(twoUnderWay)).isEmpty();
    }

    @Test
    void beginsTheTurnsOfOneBatch() {
        assertThat(told(fetched)).containsExactly("drain order-1");
        assertThat(told(fetched(2))).containsExactly("drain order-1", "drain order-2");
    }

    @Test
    void beginsTheNextTurnWhenOneIsOver() {
        var one = Journals.where(fetched, Set.of("order-1"), TURN, DONE);
        assertThat(told(one)).containsExactly("drain order-2");
    }

    @Test
    void asksEveryHostAtTheEnd() {
        var rolled = Journals.where(fetched, HOSTS, TURN, DONE);
        assertThat(told(rolled))
                .containsExactly("confirm order-1", "confirm order-2", "confirm order-3");
        var confirmed = Journals.where(rolled, HOSTS, Set.of(CONFIRM), DONE);
        assertThat(told(confirmed)).containsExactly("VERIFIED");
    }

    @Test
    void looksAtAllOfItWhenEveryHostHasAnswered() {
        var rolled =
                Journals.settling(
                        Journals.where(Journals.planned(3, 1), HOSTS, Journals.ALL, DONE), 3);
        assertThat(told(rolled)).containsExactly("settle ");
        var settled = Journals.where(rolled, Set.of(""), Set.of(StepName.SETTLE), DONE);
        assertThat(told(settled)).containsExactly("VERIFIED");
    }

    @Test
    void stopsWhereAHostFailed() {
        var failed =
                Journals.where(
                        Journals.where(fetched, Set.of("order-1"), BEFORE_START, DONE),
                        Set.of("order-1"),
                        Set.of(START),
                        FAILED);
        assertThat(told(failed)).containsExactly("FAILED");
    }

    @Test
    void bringsTheOtherHostOfTheBatchToItsEndBeforeItFails() {
        var failed =
                Journals.where(
                        Journals.where(
                                fetched(2), Set.of("order-1", "order-2"), BEFORE_START, DONE),
                        Set.of("order-1"),
                        Set.of(START),
                        FAILED);
        assertThat(told(failed)).containsExactly("start order-2");
        var secondBack = Journals.where(failed, Set.of("order-2"), TURN, DONE);
        assertThat(told(secondBack)).containsExactly("FAILED");
    }

    @Test
    void pausesBeforeTheNextHostAndNotWithinOne() {
        var drained = Journals.where(fetched, Set.of("order-1"), Set.of(DRAIN), DONE);
        assertThat(told(Progress.of(paused(), drained))).containsExactly("stop order-1");
        var over = Journals.where(fetched, Set.of("order-1"), TURN, DONE);
        assertThat(told(Progress.of(paused(), over))).isEmpty();
        assertThat(told(Progress.of(ending(Course.Ending.STOPPING), over)))
                .containsExactly("STOPPED");
    }

    @Test
    void asksTheHostWhatALostCommandDidAndBeginsNothingElse() {
        var lost =
                Journals.where(
                        Journals.where(fetched, Set.of("order-1"), BEFORE_START, DONE),
                        Set.of("order-1"),
                        Set.of(START),
                        UNKNOWN);
        assertThat(told(lost)).containsExactly("ask order-1 start");
    }

    @Test
    void doesALostLookAgainAsAnotherAttempt() {
        var lost = Journals.where(fetched, Set.of("order-1"), Set.of(DRAIN), UNKNOWN);
        assertThat(told(lost)).containsExactly("again order-1 drain");
    }

    /** Its agent was lost, and nobody knows whether it began the turn that it had been given. */
    @Test
    void doesNoLostTurnAgainBeforeTheHostBeforeIsBack() {
        var lost = lostWhileTheFirstWentBack();
        assertThat(told(lost)).containsExactly("back order-1");
        var back = Journals.where(lost, Set.of("order-1"), Set.of(BACK), DONE);
        assertThat(told(back)).containsExactly("drain order-2");
    }

    @Test
    void putsBackTheHostOfALostTurnWhereTheOneBeforeFailed() {
        var failed =
                Journals.where(
                        lostWhileTheFirstWentBack(), Set.of("order-1"), Set.of(BACK), FAILED);
        assertThat(told(failed))
                .containsExactly(
                        "leave order-2 drain",
                        "leave order-2 stop",
                        "leave order-2 install",
                        "leave order-2 start",
                        "leave order-2 observe");
        var left =
                Journals.where(
                        failed,
                        Set.of("order-2"),
                        EnumSet.of(DRAIN, STOP, INSTALL, START, OBSERVE),
                        SKIPPED);
        assertThat(told(left)).containsExactly("verify order-2");
        assertThat(Progress.of(Course.USUAL, left).isAsItWas("order-2")).isTrue();
        var looked = Journals.where(left, Set.of("order-2"), Set.of(VERIFY), DONE);
        assertThat(told(looked)).containsExactly("back order-2");
        var itsOwn = Journals.where(looked, Set.of("order-2"), Set.of(BACK), DONE);
        assertThat(told(itsOwn)).containsExactly("FAILED");
    }

    private List<Step> lostWhileTheFirstWentBack() {
        var first =
                Journals.where(
                        fetched, Set.of("order-1"), EnumSet.range(DRAIN, StepName.OBSERVE), DONE);
        var lost = new ArrayList<>(first);
        first.stream()
                .filter(step ->
                        step.name() == BACK && step.host().equals("order-1")
                                || TURN.contains(step.name()) && step.host().equals("order-2"))
                .forEach(step -> lost.add(Journals.again(lost.size() + 1, step)));
        return lost;
    }

    @Test
    void waitsForAPersonWhereNobodyCanTell() {
        var drained = Journals.where(fetched, Set.of("order-1"), BEFORE_START, DONE);
        var stuck =
                drained.stream()
                        .map(s ->
                                s.name() == START && s.position() == 0
                                        ? Journals.with(s, UNKNOWN, 7L, 7L, null, true)
                                        : s)
                        .toList();
        assertThat(told(stuck)).isEmpty();
    }

    @Test
    void endsAsStoppedWhenAHostWasSkipped() {
        var all = Journals.where(Journals.planned(3, 1), HOSTS, Journals.ALL, DONE);
        var skipped = Journals.where(all, Set.of("order-2"), Journals.ALL, SKIPPED);
        assertThat(Planner.next(Progress.of(Course.USUAL, skipped)))
                .containsExactly(new Action.Finish(Deployment.State.STOPPED, "Skipped: order-2."));
    }

    @Test
    void goesOnWhenAsManyHostsFailedAsMayAndSaysSoAtTheEnd() {
        var failed =
                Journals.where(
                        Journals.where(fetched, Set.of("order-1"), BEFORE_START, DONE),
                        Set.of("order-1"),
                        Set.of(START),
                        FAILED);
        var course = strategy(1, 0, Set.of("order-1"), Pause.NONE);
        assertThat(told(Progress.of(course, failed))).containsExactly("drain order-2");
        var others = Journals.where(failed, Set.of("order-2", "order-3"), Journals.ALL, DONE);
        assertThat(Planner.next(Progress.of(course, others)))
                .containsExactly(
                        new Action.Finish(Deployment.State.FAILED, "start on order-1 failed"));
    }

    @Test
    void beginsNoTurnThatPassesItsFloorCountingWhatIsOutAlready() {
        var all = fetched(3);
        assertThat(told(Progress.of(strategy(0, 2, Set.of(), Pause.NONE), all)))
                .containsExactly("drain order-1");
        assertThat(told(Progress.of(strategy(0, 2, Set.of("order-3"), Pause.NONE), all)))
                .containsExactly("drain order-3");
        assertThat(told(Progress.of(strategy(0, 2, Set.of("order-3"), Pause.NONE), fetched)))
                .containsExactly(
                        "order-1 may not leave: 2 of 3 must stay in the pool, and out of it is"
                                + " order-3.");
    }

    @Test
    void waitsBetweenBatchesForATimeOrForAPerson() {
        var one = Journals.where(fetched, Set.of("order-1"), TURN, DONE);
        var ended =
                one.stream()
                        .map(s ->
                                s.state() == DONE && s.name() == BACK
                                        ? Journals.with(s, DONE, 1L, 1L, null, false, Instant.EPOCH)
                                        : s)
                        .toList();
        var time = new Pause(false, Duration.ofMinutes(5));
        assertThat(told(Progress.of(strategy(0, 0, Set.of(), time), ended)))
                .containsExactly("wait 1970-01-01T00:05:00Z");
        var person = new Pause(true, Duration.ZERO);
        assertThat(told(Progress.of(strategy(0, 0, Set.of(), person), ended)))
                .containsExactly("Batch 1 of 3 is over. Batch 2 waits for a person to resume.");
    }

    @Test
    void putsBackWhatNothingWasDoneToWhenItIsAborted() {
        var drained = Journals.where(fetched, Set.of("order-1"), Set.of(DRAIN), DONE);
        var course = ending(Course.Ending.ABORTING);
        assertThat(told(Progress.of(course, drained)))
                .containsExactly(
                        "leave order-1 stop",
                        "leave order-1 install",
                        "leave order-1 start",
                        "leave order-1 observe");
        var left =
                Journals.where(
                        drained,
                        Set.of("order-1"),
                        EnumSet.of(STOP, INSTALL, START, OBSERVE),
                        SKIPPED);
        assertThat(told(Progress.of(course, left))).containsExactly("verify order-1");
        var looked = Journals.where(left, Set.of("order-1"), Set.of(VERIFY), DONE);
        assertThat(told(Progress.of(course, looked))).containsExactly("back order-1");
        var back = Journals.where(looked, Set.of("order-1"), Set.of(BACK), DONE);
        assertThat(Planner.next(Progress.of(course, back)))
                .containsExactly(new Action.Finish(Deployment.State.STOPPED, "It was aborted."));
    }

    @Test
    void verifiesWhatWasStartedAndLeavesWhatIsInBetweenWhenItIsAborted() {
        var course = ending(Course.Ending.ABORTING);
        var started = Journals.where(fetched, Set.of("order-1"), EnumSet.range(DRAIN, START), DONE);
        assertThat(told(Progress.of(course, started))).containsExactly("verify order-1");
        var stopped = Journals.where(fetched, Set.of("order-1"), EnumSet.range(DRAIN, STOP), DONE);
        assertThat(told(Progress.of(course, stopped)))
                .contains("leave order-1 install", "leave order-1 back");
    }

    private static List<Step> fetched(int batch) {
        return Journals.where(Journals.planned(3, batch), HOSTS, Set.of(FETCH), DONE);
    }

    private static List<String> told(List<Step> journal) {
        return told(Progress.of(Course.USUAL, journal));
    }

    private static List<String> told(Progress progress) {
        return Planner.next(progress).stream().map(PlannerTest::told).toList();
    }

    private static String told(Action action) {
        return switch (action) {
            case Action.Issue(Step step) -> {
                assertThat(step.state()).isEqualTo(PLANNED);
                yield step.name().word() + " " + step.host();
            }
            case Action.Again(Step step) -> "again " + step.host() + " " + step.name().word();
            case Action.Ask(Step step) -> "ask " + step.host() + " " + step.name().word();
            case Action.Plan(JournalPlan.Planned step) ->
                    "plan " + step.host() + " " + step.name().word();
            case Action.Leave(Step step, String _) ->
                    "leave " + step.host() + " " + step.name().word();
            case Action.Wait(Instant until) -> "wait " + until;
            case Action.Hold(String why) -> why;
            case Action.Finish(Deployment.State state, String _) -> state.name();
        };
    }

    private static Course paused() {
        var usual = Course.USUAL;
        return new Course(
                true,
                usual.ending(),
                false,
                0,
                0,
                usual.pooled(),
                usual.out(),
                usual.outBefore(),
                usual.pause(),
                1,
                usual.now());
    }

    private static Course ending(Course.Ending ending) {
        var usual = Course.USUAL;
        return new Course(
                false,
                ending,
                false,
                0,
                0,
                usual.pooled(),
                usual.out(),
                usual.outBefore(),
                usual.pause(),
                1,
                usual.now());
    }

    private static Course strategy(int maxFailed, int floor, Set<String> out, Pause pause) {
        return new Course(
                false,
                Course.Ending.NONE,
                false,
                maxFailed,
                floor,
                HOSTS,
                out,
                Set.of(),
                pause,
                1,
                Instant.EPOCH);
    }
}
