package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitReasonsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void saysNothingWhenAnAgentWillTakeIt() {
        assertThat(reason(null, agent("a", true, Duration.ZERO))).isEmpty();
    }

    @Test
    void saysWhatToDoWhenThereNeverWasAnAgent() {
        assertThat(reason(null))
                .isEqualTo(
                        "no agent of pool default has ever registered; start one with ./fairlead"
                                + " agent");
    }

    @Test
    void saysWhenTheLastAgentWasSeen() {
        assertThat(reason(null, agent("a", false, Duration.ofMinutes(3))))
                .isEqualTo("no agent of pool default is online; 1 exists, last seen 3 min ago");
        assertThat(
                        reason(
                                null,
                                agent("a", false, Duration.ofDays(2)),
                                agent("b", false, Duration.ofSeconds(40))))
                .isEqualTo("no agent of pool default is online; 2 exist, last seen 40 s ago");
    }

    @Test
    void speaksOfTheAgentThatIsWanted() {
        assertThat(reason("b", agent("a", true, Duration.ZERO)))
                .isEqualTo("agent b of pool default has never registered");
        assertThat(reason("a", agent("a", false, Duration.ofHours(5))))
                .isEqualTo("agent a of pool default is not online; last seen 5 h ago");
    }

    @Test
    void saysWhyTheAgentsThatAreThereRunNoBuilds() {
        var bare = new Agent(1, "a", "default", "1", 2, Map.of(), NOW, true, 0, "no bubblewrap");

        assertThat(reason(null, bare))
                .isEqualTo("agent a of pool default runs no builds: no bubblewrap");
        assertThat(reason(null, bare, agent("b", true, Duration.ZERO))).isEmpty();
    }

    private static String reason(@Nullable String wanted, Agent... agents) {
        var job = new Job(1, "default", wanted, JobState.QUEUED, 0, null, null, NOW, null, null);
        return WaitReasons.reason(job, List.of(agents), NOW);
    }

    private static Agent agent(String name, boolean online, Duration silence) {
        return new Agent(1, name, "default", "1", 2, Map.of(), NOW.minus(silence), online, 0, "");
    }
}
