package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A script that waits for a build asks once. */
@ModuleTest
class AwaitedBuildModuleTest {
    @Autowired ApplicationContext context;
    @TempDir Path folder;

    @Test
    void isAnsweredWhenItHasEnded() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = trial.push("topic", "One");
        var path = "/api/v1/builds/" + build.id();

        var answer = CompletableFuture.supplyAsync(() -> trial.http().get(path + "?wait=60"));
        var meanwhile = trial.http().get(path + "?wait=0").json();
        trial.agent.pass(0);

        assertThat(meanwhile.path("state").asString()).isEqualTo("queued");
        assertThat(answer.join().json().path("state").asString()).isEqualTo("passed");
        assertThat(trial.http().get(path + "?wait=60").json().path("state").asString())
                .isEqualTo("passed");
        assertThat(trial.http().get(path + "?wait=61").json().path("detail").asString())
                .isEqualTo("wait: must be seconds from 0 to 60, was 61.");
    }
}
