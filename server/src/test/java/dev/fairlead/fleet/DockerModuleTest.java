package dev.fairlead.fleet;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Containers of docker, of a daemon of the test's own where one may be started. */
@EnabledIfSystemProperty(
        named = "fairlead.long",
        matches = "true",
        disabledReason = "the same story as podman's, and twenty seconds more")
class DockerModuleTest extends ContainersStory {
    private static final Path DAEMON = Path.of("/usr/sbin/dockerd");

    private Process daemon;

    DockerModuleTest() {
        super("docker");
    }

    @Override
    Map<String, String> prepare(Path folder) throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(DAEMON)).as(DAEMON + " is installed").isTrue();
        assumeThat(System.getProperty("user.name")).as("root starts docker").isEqualTo("root");
        var socket = folder.resolve("docker.sock");
        daemon =
                new ProcessBuilder(
                                DAEMON.toString(),
                                "--host=unix://" + socket,
                                "--data-root=" + folder.resolve("docker"),
                                "--exec-root=" + folder.resolve("exec"),
                                "--pidfile=" + folder.resolve("docker.pid"),
                                "--storage-driver=vfs",
                                "--bridge=none",
                                "--iptables=false",
                                "--ip6tables=false")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("docker.log").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(socket) || !daemon.isAlive());
        return Map.of("DOCKER_HOST", "unix://" + socket);
    }

    @AfterAll
    void stopDaemon() {
        if (daemon != null) {
            daemon.destroy();
            daemon.onExit().join();
        }
    }
}
