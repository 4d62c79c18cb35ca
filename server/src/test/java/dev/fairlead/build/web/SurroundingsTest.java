package dev.fairlead.build.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.JobSpec.RunBuild.Service;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static final Map<String, String> AGENT =
            Map.of("isolation", "bubblewrap", "containers", "podman", "limits", "memory 4,096 MB");

    @Test
    void saysWhatTheAgentSaysOfItself() {
        assertThat(Surroundings.of(build(true, Bounds.OF_AGENT, null), AGENT))
                .isEqualTo(
                        new Surroundings(
                                "bubblewrap",
                                null,
                                List.of(),
                                "shared with its agent",
                                "memory 4,096 MB"));
    }

    @Test
    void saysWhatThePlanAskedFor() {
        assertThat(Surroundings.of(build(false, new Bounds(2_048, 0, 10), "maven:3.9"), AGENT))
                .isEqualTo(
                        new Surroundings(
                                "podman",
                                "maven:3.9",
                                List.of("db (postgres:17), port 5432"),
                                "none",
                                "the plan's 2,048 MB of memory, 10 MB of disk; the agent's memory"
                                        + " 4,096 MB"));
    }

    @Test
    void saysNothingBeforeAnAgentHasTheJob() {
        assertThat(Surroundings.of(build(true, Bounds.OF_AGENT, null), Map.of())).isNull();
    }

    private static List<Service> services(@Nullable String image) {
        return image == null
                ? List.of()
                : List.of(new Service("db", "postgres:17", Map.of(), 5432, null, List.of()));
    }

    private static RunBuild build(boolean network, Bounds bounds, @Nullable String image) {
        return new RunBuild(
                List.of(),
                Map.of(),
                RunBuild.Checkout.ARCHIVE,
                List.of(),
                RunBuild.Results.NONE,
                new RunBuild.Caches("c", null),
                new RunBuild.Surroundings(network, bounds, image, services(image)),
                new RunBuild.Limits(60, 1));
    }
}
