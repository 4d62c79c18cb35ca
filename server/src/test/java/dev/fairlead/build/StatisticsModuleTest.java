package dev.fairlead.build;

import static dev.fairlead.build.BuildTrial.failed;
import static dev.fairlead.build.BuildTrial.passed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ModuleTest
class StatisticsModuleTest {
    @Autowired ApplicationContext context;
    @TempDir Path folder;

    @Test
    void showsHowTheBuildsOfABranchWentInAPictureAndInNumbers() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var first = trial.run("topic", "One", passed("adds"));
        var second = trial.run("topic", "Two", failed("adds"));
        var url = trial.project.repository().url() + "/statistics?branch=topic";

        var page = trial.http().get(url).body();

        assertThat(page)
                .contains("1 of 2 passed", "<rect class=\"passed\"", "<rect class=\"failed\"")
                .contains("Build %d failed and took".formatted(second.id()), "Slowest tests")
                .contains("href=\"" + first.url() + "\"");
        var json = trial.http().get("/api/v1" + url).json();
        assertThat(json.path("builds").asInt()).isEqualTo(2);
        assertThat(json.path("slowestSteps").get(0).path("step").asString()).isEqualTo("make");
        assertThat(json.path("slowestTests").get(0).path("longest").asInt()).isEqualTo(4);
    }

    @Test
    void saysThatABranchWasNotBuilt() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var url = trial.project.repository().url() + "/statistics?branch=never";

        assertThat(trial.http().get(url).body()).contains("has passed or failed yet");
        assertThat(trial.http().get("/api/v1" + url).json().path("successPercent").asInt())
                .isZero();
    }
}
