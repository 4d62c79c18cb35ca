package dev.fairlead.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import dev.fairlead.code.Git;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed while a receiver takes its time: the same is sent again afterwards. */
class WebhookKillIT {
    @TempDir Path folder;

    @Test
    void deliversAgainWhatWasUnderWay() throws Exception {
        var killed = new CountDownLatch(1);
        try (var receiver =
                        Receiver.answering(_ -> {
                            await().until(() -> killed.getCount() == 0);
                            return 200;
                        });
                var server =
                        FairleadProcess.server(
                                Map.of(
                                        "FAIRLEAD_ALLOWED_OUTBOUND",
                                        "127.0.0.1",
                                        "FAIRLEAD_WEBHOOK_TIMEOUT",
                                        "3s"))) {
            var http = Http.to(server.url()).as("admin", FairleadProcess.ADMIN_PASSWORD);
            http.post("/api/v1/projects", Map.of("key", "HOOK", "name", "H"));
            http.post("/api/v1/projects/HOOK/repositories", Map.of("slug", "h"));
            var hooks = "/api/v1/projects/HOOK/repositories/h/webhooks";
            var made =
                    http.post(
                            hooks,
                            Map.of(
                                    "name",
                                    "ci",
                                    "url",
                                    receiver.url(),
                                    "events",
                                    List.of("repo:refs_changed"),
                                    "secret",
                                    "kept over the kill"));
            assertThat(made.status()).isEqualTo(201);
            var git = Git.init(folder, "admin");
            git.commit("README.md", "Begin", "Begin");
            var push =
                    "http://admin:%s@%s/scm/HOOK/h.git"
                            .formatted(FairleadProcess.ADMIN_PASSWORD, server.url().getAuthority());
            git.run("push", "-q", push, "main");
            await().until(() -> receiver.got().size() == 1);
            server.kill();
            killed.countDown();
            server.restart();
            server.awaitReady();
            await().atMost(Duration.ofSeconds(30)).until(() -> receiver.got().size() == 2);
            assertThat(receiver.got().get(1)).isEqualTo(receiver.got().get(0));
            var log = hooks + "/" + made.json().at("/id").asLong() + "/deliveries";
            await().until(() ->
                    http.get(log).json().at("/values/0/state").asString().equals("delivered"));
        }
    }
}
