package dev.fairlead.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.JobSpec.RunBuild;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JobSpecTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RunBuild BUILD =
            new RunBuild(
                    List.of(new RunBuild.Step("test", "make test")),
                    Map.of("CI", "true"),
                    new RunBuild.Checkout(RunBuild.Checkout.How.GIT, 3, true, false),
                    List.of(),
                    new RunBuild.Results(List.of("*.xml"), List.of("c.xml"), List.of("*.jar")),
                    new RunBuild.Caches("7/branch/x", null),
                    new RunBuild.Surroundings(
                            false,
                            new Bounds(64, 0, 10),
                            "maven:3.9",
                            List.of(
                                    new RunBuild.Service(
                                            "db", "pg", Map.of("A", "b"), 1, null, List.of("/x")))),
                    new RunBuild.Limits(60, 1_000));

    /** Agents are older or newer than their server, and jobs wait while it is renewed. */
    @Test
    void aBuildStandsOnOneLevel() {
        var json = JSON.readTree(JSON.writerFor(JobSpec.class).writeValueAsString(BUILD));

        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "kind",
                        "steps",
                        "environment",
                        "checkout",
                        "depth",
                        "submodules",
                        "lfs",
                        "inputs",
                        "tests",
                        "artifacts",
                        "coverage",
                        "cache",
                        "cacheSeed",
                        "kept",
                        "network",
                        "bounds",
                        "image",
                        "services",
                        "place",
                        "timeoutSeconds",
                        "logLimit");
    }

    @Test
    void aBuildThatWasQueuedBeforeThereWereBoundsHasThoseOfItsAgent() {
        var json =
                """
                {"kind": "build", "steps": [], "environment": {}, "inputs": [], "tests": [],
                 "artifacts": [], "cache": "c", "network": true, "timeoutSeconds": 1,
                 "logLimit": 1}
                """;

        assertThat(((RunBuild) JSON.readValue(json, JobSpec.class)).surroundings())
                .isEqualTo(RunBuild.Surroundings.USUAL);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var json = JSON.writerFor(JobSpec.class).writeValueAsString(BUILD);

        assertThat(JSON.readValue(json, JobSpec.class)).isEqualTo(BUILD);
    }
}
