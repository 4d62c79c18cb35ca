package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fairlead.build.BuildJob.State;
import dev.fairlead.build.JobMachine.Position;
import dev.fairlead.build.JobMachine.Verb;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobMachineTest {
    private static final Map<State, Map<Verb, State>> TABLE =
            Map.of(
                    State.WAITING,
                    Map.of(
                            Verb.READY, State.QUEUED,
                            Verb.OFFER, State.MANUAL,
                            Verb.CANCEL, State.CANCELLED,
                            Verb.SKIP, State.SKIPPED,
                            Verb.REFUSE, State.FAILED),
                    State.MANUAL,
                    Map.of(
                            Verb.READY, State.QUEUED,
                            Verb.CANCEL, State.CANCELLED,
                            Verb.REFUSE, State.FAILED),
                    State.QUEUED,
                    Map.of(Verb.START, State.RUNNING, Verb.CANCEL, State.CANCELLED),
                    State.RUNNING,
                    Map.of(
                            Verb.PASS, State.PASSED,
                            Verb.FAIL, State.FAILED,
                            Verb.CANCEL, State.CANCELLED,
                            Verb.LOSE, State.QUEUED,
                            Verb.REFUSE, State.FAILED));

    @ParameterizedTest
    @EnumSource
    void allowsWhatTheTableSaysAndNothingElse(State from) {
        for (var verb : Verb.values()) {
            var to = TABLE.getOrDefault(from, Map.of()).get(verb);
            if (to == null) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> JobMachine.after(from, 1, verb, 0))
                        .withMessage("This is a bug: a job that is %s cannot %s", from, verb);
            } else {
                assertThat(JobMachine.after(from, 1, verb, 0).state()).isEqualTo(to);
            }
        }
    }

    @Test
    void aLostJobIsQueuedTwiceMoreAndThenLost() {
        assertThat(JobMachine.after(State.RUNNING, 1, Verb.LOSE, 0))
                .isEqualTo(new Position(State.QUEUED, 2));
        assertThat(JobMachine.after(State.RUNNING, 2, Verb.LOSE, 0))
                .isEqualTo(new Position(State.QUEUED, 3));
        assertThat(JobMachine.after(State.RUNNING, 3, Verb.LOSE, 0))
                .isEqualTo(new Position(State.LOST, 3));
    }

    @Test
    void aFailedJobIsTriedAgainAsOftenAsThePlanSays() {
        assertThat(JobMachine.after(State.RUNNING, 1, Verb.FAIL, 1))
                .isEqualTo(new Position(State.QUEUED, 2));
        assertThat(JobMachine.after(State.RUNNING, 2, Verb.FAIL, 1))
                .isEqualTo(new Position(State.FAILED, 2));
    }
}
