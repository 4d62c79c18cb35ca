package dev.fairlead.agent.host;

import static dev.fairlead.agent.host.LabReach.reach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.agent.crypto.Sha256;
import dev.fairlead.agent.ssh.Connections;
import dev.fairlead.demo.LabHosts;
import dev.fairlead.protocol.Balancer;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Outcome.HostStepRan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that lose their cable or their room in the middle of a step. */
class SshLossTest {
    @TempDir static Path lab;
    private static LabHosts hosts;
    private static Connections connections;

    @TempDir Path folder;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(LabHosts.missingApart()).isEmpty();
        hosts = LabHosts.apart(lab, 1);
        connections = new Connections(Scripts.remote());
    }

    @AfterAll
    static void stop() {
        if (hosts != null) {
            connections.close();
            hosts.close();
        }
    }

    @Test
    void aCommandGoesOnWhileTheCableIsCutAndItsEndIsFound() throws Exception {
        var job = job(1, "");
        var ran =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return run(
                                "start",
                                "touch up; while [ ! -e go ]; do sleep 0.02; done; echo done; exit 6",
                                null,
                                job);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        await().until(() -> Files.exists(folder.resolve("up")));
        hosts.host(1).cut();
        Files.createFile(folder.resolve("go"));
        await().atMost(Duration.ofSeconds(20)).until(() -> job.said().contains("was lost"));
        hosts.host(1).mend();
        assertThat(ran.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(6);
        assertThat(job.said()).endsWith("done\n");
    }

    /** Nothing comes through a cut cable, and nothing is refused, so that only time tells. */
    @Test
    @EnabledIfSystemProperty(
            named = "fairlead.long",
            matches = "true",
            disabledReason = "waits for seconds: -Dfairlead.long=true")
    void aBalancerBehindACutCableDoesNotAnswerAndThenDoes() throws Exception {
        var job = job(1, "");
        var ports = List.of(RealHaproxy.freePort());
        try (var haproxy = new RealHaproxy("lb", folder, ports, false)) {
            var at = new Balancer("lb", haproxy.socket, "orders", null, reach(hosts.host(1)));
            var socket = new RuntimeSocket(at, job);
            assertThat(socket.ask("show info")).contains("Name: HAProxy");
            hosts.host(1).cut();
            assertThatThrownBy(() -> socket.ask("show info"))
                    .hasMessageStartingWith("Balancer lb did not answer at " + haproxy.socket);
            hosts.host(1).mend();
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> socket.ask("show info").contains("Name: HAProxy"));
        }
    }

    @Test
    void aDiskThatIsFullIsNamedAndNothingIsInstalled() throws Exception {
        var mounted =
                run(
                        "start",
                        "mkdir small && mount -t tmpfs -o size=1m none small",
                        null,
                        job(1, ""));
        assertThat(mounted.failure()).isEmpty();
        folder = folder.resolve("small");
        var text = "x".repeat(3 << 20);
        var bytes = Files.writeString(lab.resolve("bytes"), text);
        var artifact = new Artifact("app.jar", Sha256.of(bytes), Files.size(bytes));
        assertThatThrownBy(() -> run("install", "touch done", artifact, job(2, text)))
                .hasMessageContaining("app.jar could not be stored in " + folder)
                .hasMessageContaining("No space left on device");
        var after = job(3, "");
        assertThat(run("verify", "ls; ls .fairlead/artifacts/*", null, after).failure()).isEmpty();
        assertThat(after.said()).isEmpty();
    }

    private HostStepRan run(
            String name, String command, @Nullable Artifact artifact, FakeHostJob job)
            throws Exception {
        var reach = reach(hosts.host(1));
        var spec =
                new RunHostStep(
                        name,
                        "lab1",
                        folder.toString(),
                        command,
                        Map.of(),
                        artifact,
                        60,
                        List.of(),
                        reach);
        return HostSteps.run(spec, Home.of(spec.folder(), reach, job), job);
    }

    private static FakeHostJob job(long fence, String artifact) throws Exception {
        var job = new FakeHostJob(fence, artifact);
        job.connections = connections;
        job.keys = Map.of("KEY", Files.readString(hosts.key()));
        return job;
    }
}
