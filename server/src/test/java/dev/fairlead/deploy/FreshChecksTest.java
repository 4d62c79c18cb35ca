package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.OBSERVE;
import static dev.fairlead.deploy.StepName.START;
import static dev.fairlead.deploy.StepName.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final List<Step> journal = new ArrayList<>();

    @Test
    void letsAHostBackThatWasCheckedAMomentAgo() {
        done(START, 1, 20);
        done(VERIFY, 1, 10);
        done(OBSERVE, 1, 5);
        assertThat(missing()).isEmpty();
    }

    @Test
    void checksAgainWhatWasCheckedLongAgo() {
        done(START, 1, 900);
        done(VERIFY, 1, 890);
        done(OBSERVE, 1, 880);
        assertThat(missing()).containsExactly(VERIFY, OBSERVE);
    }

    @Test
    void checksAgainWhatWasStartedAgainSince() {
        done(START, 1, 40);
        done(VERIFY, 1, 30);
        done(OBSERVE, 1, 25);
        done(START, 2, 20);
        assertThat(missing()).containsExactly(VERIFY, OBSERVE);
    }

    @Test
    void checksAgainWhatFailedOrWasSkipped() {
        done(START, 1, 20);
        step(VERIFY, 1, StepState.SKIPPED, 10);
        step(OBSERVE, 1, StepState.FAILED, 10);
        assertThat(missing()).containsExactly(VERIFY, OBSERVE);
    }

    /** Of two sets one is verified, and goes back in a batch of its own when a person says so. */
    @Test
    void looksOnceMoreAtASetThatWaitedLong() {
        done(START, 1, 900);
        done(VERIFY, 1, 890);
        done(OBSERVE, 1, 880);
        var back = new JournalPlan.Planned("order-1", 0, 2, BACK, 0);
        journal.add(Journals.planned(4, back));

        assertThat(FreshChecks.again(journal.getLast(), ofSets()))
                .containsExactly(
                        new Action.Plan(new JournalPlan.Planned("order-1", 0, 2, VERIFY, 0)),
                        new Action.Plan(new JournalPlan.Planned("order-1", 0, 2, OBSERVE, 0)));

        for (var name : List.of(VERIFY, OBSERVE)) {
            var planned =
                    Journals.planned(
                            journal.size(), new JournalPlan.Planned("order-1", 0, 2, name, 0));
            journal.add(Journals.with(planned, StepState.DONE, 1L, 1L, null, false, NOW));
        }
        assertThat(FreshChecks.again(journal.get(3), ofSets())).isEmpty();
    }

    private Progress ofSets() {
        var c = Journals.course(NOW);
        var sets =
                new Course(
                        c.paused(),
                        c.ending(),
                        true,
                        c.maxFailed(),
                        c.floor(),
                        c.pooled(),
                        c.out(),
                        c.outBefore(),
                        c.pause(),
                        c.letThrough(),
                        c.now());
        return Progress.of(sets, journal);
    }

    private List<StepName> missing() {
        var back = step(BACK, 1, StepState.PLANNED, 0);
        return FreshChecks.missing(back, Progress.of(Journals.course(NOW), journal)).stream()
                .map(Step::name)
                .toList();
    }

    private void done(StepName name, int attempt, int secondsAgo) {
        step(name, attempt, StepState.DONE, secondsAgo);
    }

    private Step step(StepName name, int attempt, StepState state, int secondsAgo) {
        var at = NOW.minusSeconds(secondsAgo);
        var step = Journals.attempt(journal.size(), name, attempt, state, at);
        journal.add(step);
        return step;
    }
}
