package dev.fairlead.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.deploy.Deployment.State;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.ReviewProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class MetricsModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    @Test
    void showsWhatRunsToWhoMayReadTheProject() throws IOException {
        var project = new DeployedProject(context, Files.createDirectory(folder.resolve("a")));
        var other = new DeployedProject(context, Files.createDirectory(folder.resolve("b")));
        var deployment = project.promoted("production");
        answers(deployment.environmentId(), "one", deployment.sha256(), "told \"so\"\\\n");
        answers(deployment.environmentId(), "two", "ff".repeat(32), "told \"so\"\\\n");
        answers(deployment.environmentId(), "formerly", "ff".repeat(32), "1.0");
        project.comesTo(deployment, State.FAILED, "");
        // Taken up again, it ends once more; a counter never becomes less.
        project.comesTo(deployment, State.RUNNING, "");
        project.comesTo(deployment, State.VERIFIED, "");

        var key = project.base.project.key();
        var reader =
                Http.to(settings.baseUrl()).as(project.base.reader.name(), ReviewProject.PASSWORD);
        var wanted = Map.of("name", "prometheus", "role", "read", "project", key);
        var token = reader.post("/api/v1/me/tokens", wanted).json().at("/secret").asString();
        var scraped = Http.to(settings.baseUrl()).bearing(token).get("/metrics");
        assertThat(scraped.status()).isEqualTo(200);
        assertThat(scraped.header("content-type")).startsWith("application/openmetrics-text");
        assertThat(scraped.body())
                .contains("jvm_memory_used_bytes")
                .contains(
                        "fairlead_release_info{project=\"%s\",environment=\"production\",host=\"one\",version=\"1.0.0\",sha256=\"%s\"} 1\n"
                                .formatted(key, "ab".repeat(32)))
                .contains("host=\"two\",version=\"told \\\"so\\\"\\\\\\n\",")
                .contains(
                        "{project=\"%s\",environment=\"production\",result=\"failed\"} 1\n"
                                .formatted(key))
                .contains("result=\"verified\"} 1\n")
                .doesNotContain("formerly", other.base.project.key())
                .endsWith("# EOF\n")
                .containsOnlyOnce("# EOF");
    }

    private void answers(long environment, String host, String sha256, String version) {
        jdbc.sql(
                        """
                        insert into host_state (environment_id, host, sha256, version, observed)
                        values (?, ?, ?, ?, now())
                        """)
                .params(environment, host, sha256, version)
                .update();
    }
}
