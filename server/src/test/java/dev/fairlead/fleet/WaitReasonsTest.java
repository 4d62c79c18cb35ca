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
        var bare = agent("a", AgentState.ENABLED, true, Duration.ZERO, 0, "no bubblewrap");

        assertThat(reason(null, bare))
                .isEqualTo(
                        "no agent of pool default takes jobs; 1 exists, runs no builds: no"
                                + " bubblewrap");
        assertThat(reason("a", bare))
                .isEqualTo("agent a of pool default runs no builds: no bubblewrap");
        assertThat(reason(null, bare, agent("b", true, Duration.ZERO))).isEmpty();
    }

    @Test
    void saysWhatAnAdministratorDecided() {
        var disabled = decided("a", AgentState.DISABLED);
        var drained = decided("b", AgentState.DRAINED);

        assertThat(reason("a", disabled)).isEqualTo("agent a of pool default is disabled");
        assertThat(reason(null, disabled))
                .isEqualTo("no agent of pool default takes jobs; 1 exists, disabled");
        assertThat(reason(null, disabled, decided("c", AgentState.DISABLED)))
                .isEqualTo("no agent of pool default takes jobs; 2 exist, both disabled");
        assertThat(reason(null, drained, disabled, agent("c", false, Duration.ofDays(1)), disabled))
                .isEqualTo(
                        "no agent of pool default takes jobs; 4 exist, 1 away, 2 disabled, 1"
                                + " drained");
    }

    @Test
    void saysThatAllWhoWouldTakeItAreBusy() {
        var busy = agent("a", AgentState.ENABLED, true, Duration.ZERO, 2, "");

        assertThat(reason(null, busy, decided("b", AgentState.DRAINED)))
                .isEqualTo("its turn comes when one of 2 busy executors is free");
        assertThat(reason(null, busy, agent("b", true, Duration.ZERO))).isEmpty();
    }

    @Test
    void namesTheLabelThatNoAgentWhichWorksHas() {
        assertThat(labelled(decided("a", AgentState.DISABLED), decided("b", AgentState.DISABLED)))
                .isEqualTo("no agent with label `linux` in pool default; 2 exist, both disabled");
        var job = job(null, List.of("arm64", "go"));
        assertThat(WaitReasons.reason(job, List.of(agent("a", true, Duration.ZERO)), NOW))
                .isEqualTo(
                        "no agent with labels `arm64`, `go` in pool default; its agents have go,"
                                + " linux");
        assertThat(labelled(agent("a", true, Duration.ZERO))).isEmpty();
    }

    @Test
    void saysHowAnAgentComesByContainers() {
        var working = List.of(agent("a", true, Duration.ZERO));

        assertThat(WaitReasons.reason(job(null, List.of("containers")), working, NOW))
                .isEqualTo(
                        "no agent with containers (./fairlead agent --isolation podman, or docker)"
                                + " in pool default; its agents have go, linux");
        assertThat(WaitReasons.reason(job("a", List.of("arm64", "containers")), working, NOW))
                .isEqualTo(
                        "agent a of pool default has no label `arm64` and containers (./fairlead"
                                + " agent --isolation podman, or docker)");
    }

    private static String labelled(Agent... agents) {
        return WaitReasons.reason(job(null, List.of("linux")), List.of(agents), NOW);
    }

    private static String reason(@Nullable String wanted, Agent... agents) {
        return WaitReasons.reason(job(wanted, List.of()), List.of(agents), NOW);
    }

    private static Job job(@Nullable String wanted, List<String> labels) {
        return new Job(
                1, "default", wanted, labels, JobState.QUEUED, 0, null, null, NOW, null, null, "");
    }

    private static Agent decided(String name, AgentState state) {
        return agent(name, state, true, Duration.ZERO, 0, "");
    }

    private static Agent agent(String name, boolean online, Duration silence) {
        return agent(name, AgentState.ENABLED, online, silence, 0, "");
    }

    private static Agent agent(
            String name,
            AgentState state,
            boolean online,
            Duration silence,
            int running,
            String noBuilds) {
        var seen = NOW.minus(silence);
        return new Agent(
                1,
                name,
                "default",
                state,
                "1",
                2,
                Map.of(),
                seen,
                online,
                running,
                noBuilds,
                List.of("linux"),
                Map.of("go", "1.26.1"),
                null);
    }
}
