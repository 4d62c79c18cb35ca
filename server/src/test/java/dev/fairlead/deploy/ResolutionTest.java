package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    @Test
    void takesTheHostsWordForWhatWasDone() {
        assertThat(of(7L, new LastStep("start", 7, 0), false)).isEqualTo(new Resolution.Done());
        assertThat(of(7L, new LastStep("start", 7, 3), false))
                .isEqualTo(new Resolution.Failed("start ended with exit code 3."));
    }

    @Test
    void knowsThatAStepNeverRanWhenTheHostSawNoneOfItsFence() {
        assertThat(of(7L, null, false)).isEqualTo(new Resolution.NotRun());
        assertThat(of(7L, new LastStep("install", 6, 0), false)).isEqualTo(new Resolution.NotRun());
        assertThat(of(null, new LastStep("install", 6, 0), false))
                .isEqualTo(new Resolution.NotRun());
    }

    @Test
    void waitsForACommandThatIsStillRunning() {
        assertThat(of(7L, new LastStep("start", 7, null), true))
                .isEqualTo(new Resolution.StillRunning());
    }

    @Test
    void leavesToAPersonWhatTheHostDoesNotKnow() {
        assertThat(of(7L, new LastStep("start", 7, null), false))
                .isEqualTo(
                        new Resolution.CannotBeLearned(
                                "start began on the host, was killed, and left no exit code."));
        assertThat(of(7L, new LastStep("stop", 9, 0), false))
                .isInstanceOf(Resolution.CannotBeLearned.class);
    }

    private static Resolution of(@Nullable Long fence, @Nullable LastStep last, boolean running) {
        var told = new HostObserved("", null, null, null, null, null, last, running, List.of());
        return Resolution.of("start", fence, told);
    }
}
