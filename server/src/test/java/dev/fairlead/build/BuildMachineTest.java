package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fairlead.build.Build.State;
import dev.fairlead.build.BuildMachine.Position;
import dev.fairlead.build.BuildMachine.Verb;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuildMachineTest {
    private static final Map<State, Map<Verb, State>> TABLE =
            Map.of(
                    State.QUEUED,
                    Map.of(Verb.START, State.RUNNING, Verb.CANCEL, State.CANCELLED),
                    State.RUNNING,
                    Map.of(
                            Verb.PASS, State.PASSED,
                            Verb.FAIL, State.FAILED,
                            Verb.CANCEL, State.CANCELLED,
                            Verb.LOSE, State.QUEUED));

    @ParameterizedTest
    @EnumSource
    void allowsWhatTheTableSaysAndNothingElse(State from) {
        for (var verb : Verb.values()) {
            var to = TABLE.getOrDefault(from, Map.of()).get(verb);
            if (to == null) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> BuildMachine.after(from, 1, verb))
                        .withMessage("This is a bug: a build that is %s cannot %s", from, verb);
            } else {
                assertThat(BuildMachine.after(from, 1, verb).state()).isEqualTo(to);
            }
        }
    }

    @Test
    void aLostBuildIsQueuedTwiceMoreAndThenLost() {
        assertThat(BuildMachine.after(State.RUNNING, 1, Verb.LOSE))
                .isEqualTo(new Position(State.QUEUED, 2));
        assertThat(BuildMachine.after(State.RUNNING, 2, Verb.LOSE))
                .isEqualTo(new Position(State.QUEUED, 3));
        assertThat(BuildMachine.after(State.RUNNING, 3, Verb.LOSE))
                .isEqualTo(new Position(State.LOST, 3));
    }

    @Test
    void onlyALossIsAnotherAttempt() {
        assertThat(BuildMachine.after(State.QUEUED, 2, Verb.START))
                .isEqualTo(new Position(State.RUNNING, 2));
        assertThat(BuildMachine.after(State.RUNNING, 2, Verb.PASS))
                .isEqualTo(new Position(State.PASSED, 2));
    }
}
