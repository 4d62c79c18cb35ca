package dev.fairlead.agent.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Bounds;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Bounds AGENT = new Bounds(2_048, 512, 1_000);

    @Test
    void givesAllThatTheAgentHasToAJobThatAsksForNothing() {
        var allowance = new Allowance(AGENT, Bounds.OF_AGENT);

        assertThat(allowance.refusal()).isEmpty();
        assertThat(allowance.limits()).isEqualTo(AGENT);
        assertThat(allowance.memoryPassed())
                .isEqualTo("it used more than 2,048 MB of memory, the limit of this agent");
    }

    @Test
    void givesLessToAJobThatAsksForLess() {
        var allowance = new Allowance(AGENT, new Bounds(64, 0, 10));

        assertThat(allowance.limits()).isEqualTo(new Bounds(64, 512, 10));
        assertThat(allowance.memoryPassed())
                .isEqualTo("it used more than 64 MB of memory, the limit of its plan");
        assertThat(allowance.processesPassed())
                .isEqualTo("it ran more than 512 processes, the limit of this agent");
        assertThat(allowance.diskPassed())
                .isEqualTo("it wrote more than 10 MB to disk, the limit of its plan");
    }

    @Test
    void refusesAJobThatAsksForMore() {
        assertThat(new Allowance(AGENT, new Bounds(8_192, 0, 0)).refusal())
                .isEqualTo(
                        "The job asks for 8,192 MB of memory; this agent gives 2,048 at most. Ask"
                                + " for less in fairlead.yml.");
        assertThat(new Allowance(AGENT, new Bounds(0, 513, 0)).refusal()).contains("processes");
        assertThat(new Allowance(AGENT, new Bounds(0, 0, 1_001)).refusal()).contains("MB of disk");
    }
}
