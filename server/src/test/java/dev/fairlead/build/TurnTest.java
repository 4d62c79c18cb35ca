package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.Build.State;
import org.junit.jupiter.api.Test;

class TurnTest {
    @Test
    void tellsWhatTheEndOfABuildMeansForItsBranch() {
        assertThat(Turn.of(State.PASSED, State.PASSED)).isEqualTo(Turn.GREEN);
        assertThat(Turn.of(State.PASSED, State.FAILED)).isEqualTo(Turn.BROKE);
        assertThat(Turn.of(State.FAILED, State.FAILED)).isEqualTo(Turn.STILL_BROKEN);
        assertThat(Turn.of(State.FAILED, State.PASSED)).isEqualTo(Turn.FIXED);
    }

    @Test
    void learnsNothingFromWhatWasCancelledOrLost() {
        assertThat(Turn.of(State.FAILED, State.CANCELLED)).isEqualTo(Turn.UNKNOWN);
        assertThat(Turn.of(State.PASSED, State.LOST)).isEqualTo(Turn.UNKNOWN);
    }
}
