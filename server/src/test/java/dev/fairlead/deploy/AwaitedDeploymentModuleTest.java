package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A script asks once for a deployment's end. */
@ModuleTest
class AwaitedDeploymentModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;

    @Test
    void isAnsweredWhenItHasEnded(@TempDir Path folder) throws Exception {
        var rollout = DrivenRollout.create(context, folder);
        var production = rollout.define("production", "");
        var reviewer = rollout.project.reviewer;
        var deployment = rollout.promote(reviewer, production, rollout.release("first"));
        var http = Http.to(settings.baseUrl()).as(reviewer.name(), ReviewProject.PASSWORD);
        var path = "/api/v1/deployments/" + deployment.id();

        var answer = CompletableFuture.supplyAsync(() -> http.get(path + "?wait=60"));
        var meanwhile = http.get(path).json();
        rollout.drive(deployment, DrivenRollout::well);

        assertThat(meanwhile.path("state").asString()).isEqualTo("running");
        assertThat(answer.join().json().path("state").asString()).isEqualTo("verified");
        assertThat(http.get(path + "?wait=-1").json().path("detail").asString())
                .isEqualTo("wait: must be seconds from 0 to 60, was -1.");
    }
}
