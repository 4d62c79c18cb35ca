package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed while half of a pack has come: nothing of it shows, then all of it. */
class ImportKillIT {
    private static final String REPOSITORY = "/api/v1/projects/IMP/repositories/i";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;

    @Test
    void beginsAnewAndShowsNothingUntilAllIsThere() throws Exception {
        var origin = origin();
        try (var other = NativeGit.of(folder);
                var server =
                        FairleadProcess.server(
                                Map.of(
                                        "FAIRLEAD_ALLOWED_OUTBOUND",
                                        "127.0.0.1",
                                        "FAIRLEAD_LEASE",
                                        "6s"))) {
            var http = Http.to(server.url()).as("admin", FairleadProcess.ADMIN_PASSWORD);
            http.post("/api/v1/projects", Map.of("key", "IMP", "name", "I"));
            http.post("/api/v1/projects/IMP/repositories", Map.of("slug", "i"));
            var url =
                    "http://admin:%s@%s/scm/IMP/i.git"
                            .formatted(FairleadProcess.ADMIN_PASSWORD, server.url().getAuthority());
            other.holdPacksAfter(1 << 20);
            var begun = http.post(REPOSITORY + "/import", Map.of("url", other.url("origin/.git")));
            assertThat(begun.status()).as(begun.body()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> told(http, "progress").contains("received"));

            server.kill();
            server.restart();
            server.awaitReady();

            assertThat(told(http, "state")).isEqualTo("running");
            assertThat(origin.run("ls-remote", url)).isEmpty();
            other.goOn();
            await().atMost(PATIENCE).until(() -> told(http, "state").equals("done"));
            assertThat(told(http, "attempt")).isEqualTo("2");
            var clone = Git.clone(url, folder.resolve("clone"));
            assertThat(clone.run("fsck", "--full", "--strict")).isEmpty();
            assertThat(clone.run("rev-parse", "HEAD")).isEqualTo(origin.run("rev-parse", "HEAD"));
            assertThat(clone.run("ls-remote", "--tags", "origin")).contains("refs/tags/v1.0");
        }
    }

    private static String told(Http http, String what) {
        return http.get(REPOSITORY + "/import").json().path(what).asString();
    }

    private Git origin() throws Exception {
        var git = Git.init(Files.createDirectory(folder.resolve("origin")), "somebody");
        var bytes = new byte[4 << 20];
        new Random(20261125).nextBytes(bytes);
        Files.write(git.folder().resolve("random"), bytes);
        git.commit("README.md", "# Orders\n", "Begin");
        git.run("tag", "-a", "-m", "One", "v1.0");
        return git;
    }
}
