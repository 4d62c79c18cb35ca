package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes while the server is killed at any moment: what was acknowledged is there afterwards, every
 * push is whole or absent, and whatever is there gets its build.
 */
class PushKillIT {
    private static final int KILLS = Boolean.getBoolean("fairlead.long") ? 15 : 2;
    private static final long SEED = 20261123;

    @TempDir Path folder;

    @Test
    void losesNoAcknowledgedPush() throws Exception {
        var random = new Random(SEED);
        try (var server = FairleadProcess.server(Map.of())) {
            var http = Http.to(server.url()).as("admin", FairleadProcess.ADMIN_PASSWORD);
            assertThat(http.post("/api/v1/projects", Map.of("key", "KIL", "name", "K")).status())
                    .isEqualTo(201);
            var made = http.post("/api/v1/projects/KIL/repositories", Map.of("slug", "k"));
            assertThat(made.status()).isEqualTo(201);
            var issue = Map.of("type", "task", "title", "Push on");
            assertThat(http.post("/api/v1/projects/KIL/issues", issue).status()).isEqualTo(201);
            var url =
                    "http://admin:%s@%s/scm/KIL/k.git"
                            .formatted(FairleadProcess.ADMIN_PASSWORD, server.url().getAuthority());
            var pusher = new Pusher(Git.init(folder, "admin"), url);
            for (var kill = 0; kill < KILLS; kill++) {
                var pushing = Thread.ofPlatform().start(pusher);
                TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(1_500));
                server.kill();
                pusher.stop();
                pushing.join();
                server.restart();
                server.awaitReady();
                verify(url, pusher.acknowledged, folder.resolve("clone" + kill));
                awaitBuilds(http, folder.resolve("clone" + kill));
                pusher.startAgain();
            }
            assertThat(pusher.acknowledged).isNotEmpty();
        }
    }

    private static void verify(String url, List<String> acknowledged, Path clone) {
        var git = Git.clone(url, clone);
        assertThat(git.run("fsck", "--full", "--strict")).isEmpty();
        var there = List.of(git.run("branch", "-r", "--format=%(refname:lstrip=3)").split("\n"));
        assertThat(there).containsAll(acknowledged);
    }

    /** Also for a push that is there though nobody could be told so any more. */
    private static void awaitBuilds(Http http, Path clone) {
        var tips = new Git(clone).run("branch", "-r", "--format=%(objectname)").split("\n");
        for (var tip : new HashSet<>(List.of(tips))) {
            var builds = "/api/v1/projects/KIL/repositories/k/builds?commit=" + tip;
            await("a build of " + tip)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !http.get(builds).json().path("values").isEmpty());
        }
    }

    /** Pushes one new branch after the other, each with a commit of its own. */
    private static final class Pusher implements Runnable {
        private final Git git;
        private final String url;
        private final List<String> acknowledged = new CopyOnWriteArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private int count;

        Pusher(Git git, String url) {
            this.git = git;
            this.url = url;
            git.commit("fairlead.yml", "build: {steps: [{run: 'true'}]}\n", "Begin");
            git.run("push", "-q", url, "main");
        }

        @Override
        public void run() {
            while (!stopped.get()) {
                var branch = "KIL-1-push-" + count++;
                git.commit("file", branch, branch);
                if (git.attempt("push", "-q", url, "HEAD:refs/heads/" + branch).code() == 0) {
                    acknowledged.add(branch);
                }
            }
        }

        void stop() {
            stopped.set(true);
        }

        void startAgain() {
            stopped.set(false);
        }
    }
}
