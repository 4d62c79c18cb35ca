package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerCrashTest {
    private static final int SEEDS = Boolean.getBoolean("fairlead.long") ? 200_000 : 3_000;

    /** Each command runs once on each host, in order, whoever dies between any two effects. */
    @Test
    void runsEveryCommandOnceWhereverSomebodyDies() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var rollout = new SimulatedRollout(seed, 3, 1 + (int) (seed % 3));
            assertThat(rollout.roll()).as("seed %d", seed).isEqualTo(Deployment.State.VERIFIED);
            assertThat(rollout.broken).as("seed %d", seed).isEmpty();
            for (var host : rollout.names()) {
                assertThat(rollout.ranOn(host))
                        .as("seed %d, %s", seed, host)
                        .isEqualTo(
                                List.of(
                                        StepName.STOP,
                                        StepName.INSTALL,
                                        StepName.START,
                                        StepName.VERIFY));
            }
        }
    }
}
