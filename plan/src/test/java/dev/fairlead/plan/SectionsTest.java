package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SectionsTest {
    private static final String OWN = "include: [ci/a.yml]\n";
    private static final String JOB = "build: {jobs: {%s: {steps: [{run: x}]}}}\n";

    @Test
    void addsTheJobsOfIncludedFiles() {
        var plan =
                parse(
                        OWN + "build: {jobs: {all: {needs: [b], steps: [{run: x}]}}}",
                        Map.of(
                                "ci/a.yml",
                                "include: [ci/b.yml]\n" + JOB.formatted("a"),
                                "ci/b.yml",
                                JOB.formatted("b")));

        assertThat(plan.build()).extracting(JobPlan::name).containsExactly("all", "a", "b");
        assertThat(plan.release()).isEqualTo(plan.build());
    }

    @Test
    void anIncludedFileMaySayAll() {
        var plan = parse(OWN, Map.of("ci/a.yml", "build: {steps: [{run: x}]}"));

        assertThat(plan.build()).hasSize(1);
    }

    @Test
    void namesTheFileThatIsWrong() {
        refuses(
                OWN,
                Map.of("ci/a.yml", "build: {steps: [{run: x}],\n timeout: ten}"),
                "ci/a.yml line 2, column 11: expected a number, found 'ten'");
        refuses(
                OWN,
                Map.of("ci/a.yml", "parameters: {}"),
                "ci/a.yml line 1, column 1: ci/a.yml has no key 'parameters'; it knows build,"
                        + " release, include");
        refuses(
                OWN + JOB.formatted("a"),
                Map.of("ci/a.yml", JOB.formatted("a")),
                "ci/a.yml line 1, column 19: there is a job 'a' already, at fairlead.yml line 2,"
                        + " column 19");
        refuses(
                OWN + JOB.formatted("a"),
                Map.of("ci/a.yml", "build: {steps: [{run: x}]}"),
                "ci/a.yml line 1, column 8: build stands in several files, so it needs jobs: in"
                        + " each of them");
        refuses(OWN, Map.of("ci/a.yml", ""), "ci/a.yml: is empty; it needs build: with steps:");
    }

    @Test
    void refusesCirclesAndWhatIsNotThere() {
        refuses(
                OWN,
                Map.of("ci/a.yml", "include: [ci/b.yml]", "ci/b.yml", "include: [ci/a.yml]"),
                "ci/b.yml line 1, column 11: files include each other in a circle: fairlead.yml →"
                        + " ci/a.yml → ci/b.yml → ci/a.yml");
        refuses(
                OWN,
                Map.of(),
                "fairlead.yml line 1, column 11: there is no file ci/a.yml to include");
        refuses(
                "include: [../a.yml]",
                Map.of(),
                "fairlead.yml line 1, column 11: an included file is named by its path from the"
                        + " root of the repository and ends with .yml, found '../a.yml'");
        refuses(
                "include: [a.yml, a.yml]",
                Map.of("a.yml", JOB.formatted("a")),
                "fairlead.yml line 1, column 18: a.yml is included already");
    }

    @Test
    void hasAnEndToDepthAndCount() {
        refuses(
                OWN,
                Map.of(
                        "ci/a.yml", "include: [b.yml]",
                        "b.yml", "include: [c.yml]",
                        "c.yml", "include: [d.yml]"),
                "c.yml line 1, column 11: files include each other deeper than 3 levels");
        var files = new HashMap<String, String>();
        var text = new StringBuilder("include: [ci/a.yml,");
        files.put("ci/a.yml", "include: [more.yml]");
        files.put("more.yml", JOB.formatted("more"));
        for (int i = 0; i < 9; i++) {
            text.append("f%d.yml,".formatted(i));
            files.put("f%d.yml".formatted(i), JOB.formatted("j" + i));
        }
        refuses(
                text + "]",
                files,
                "fairlead.yml line 1, column 76: more than 10 files are included");
    }

    private static void refuses(String text, Map<String, String> files, String message) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse(text, files))
                .withMessage(message);
    }

    private static Plan parse(String text, Map<String, String> files) {
        return PlanParser.parse(
                text.getBytes(StandardCharsets.UTF_8),
                path ->
                        Optional.ofNullable(files.get(path))
                                .map(file -> file.getBytes(StandardCharsets.UTF_8)));
    }
}
