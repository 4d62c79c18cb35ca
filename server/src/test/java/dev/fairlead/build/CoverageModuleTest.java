package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.ModuleTest;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built.Coverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What a build's tests ran through, beside the default branch. */
@ModuleTest
class CoverageModuleTest {
    private static final String PLAN = "build: {steps: [{run: make}], coverage: [coverage.xml]}\n";

    @Autowired ApplicationContext context;
    @TempDir Path folder;

    @Test
    void isShownBesideThatOfTheDefaultBranch() throws IOException {
        var trial = BuildTrial.begin(context, folder, PLAN);
        var main = trial.builds().latestOf(trial.project.repository(), "main").orElseThrow();
        trial.builds().again(trial.project.writer(), main, null);
        var job = trial.agent.claim(0);
        assertThat(trial.agent.spec(job).results().coverage()).containsExactly("coverage.xml");
        report(trial, Coverage.of(800, 1_000, 5, 10), job);

        var build = trial.push("topic", "Two");
        report(trial, Coverage.of(812, 1_000, 0, 0), trial.agent.claim(0));

        var json = trial.http().get("/api/v1" + build.url()).json().get("coverage");
        assertThat(json.get("lines").asDouble()).isCloseTo(81.2, within(0.001));
        assertThat(json.get("branches").isNull()).isTrue();
        assertThat(json.get("linesBefore").asDouble()).isCloseTo(80, within(0.001));
        var page = trial.http().get(build.url()).body();
        assertThat(page).contains("81.2 % (+1.2) of lines").doesNotContain("of branches");
        assertThat(page).contains("beside <a href=\"/builds/" + json.get("base").asLong());
        var statistics = trial.project.repository().url() + "/statistics";
        assertThat(trial.http().get(statistics).body()).contains("80.0 % of lines");
        var numbers = trial.http().get("/api/v1" + statistics).json();
        assertThat(numbers.get("coveredLinesPercent").asDouble()).isEqualTo(80);
    }

    private static void report(BuildTrial trial, Coverage coverage, Assignment job) {
        var outcome = new Outcome.Built("", List.of(), List.of(), List.of(), coverage);
        trial.agent.report(job, outcome, false);
    }
}
