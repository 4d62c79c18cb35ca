package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.MoveServer.Then;
import dev.fairlead.protocol.JobSpec.MoveServer.To;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Seat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reloads a real HAProxy while a host behind it is under work. */
class KeptOutIT {
    private static final String UNTIL_DONE = "touch begun; until test -e done; do sleep 0.01; done";

    @TempDir Path folder;
    private CountingApp one;
    private CountingApp two;
    private RealHaproxy haproxy;
    private final FakeHostJob job = new FakeHostJob(1);

    @BeforeEach
    void start() throws IOException {
        one = new CountingApp();
        two = new CountingApp();
    }

    @AfterEach
    void stop() {
        haproxy.close();
        one.close();
        two.close();
    }

    @Test
    void tellsABalancerAgainWhatItForgot() throws Exception {
        haproxy(false);
        drain();
        var work = work();
        haproxy.reload();
        await().until(() -> haproxy.pool().server("order-1").status().equals("MAINT"));
        finishWork();
        assertThat(work.get().failure()).isEmpty();
        assertThat(work.get().notes()).hasSize(1);
        assertThat(work.get().notes().getFirst())
                .startsWith(
                        "order-1 in pool orders of lb-1 was UP while the host is under work: its balancer had forgotten that it is out");
        assertThat(job.said()).contains("its balancer had forgotten that it is out");
    }

    @Test
    void sendsAHostUnderWorkNothingWhenABalancerThatRemembersIsReloadedUnderLoad()
            throws Exception {
        haproxy(true);
        try (var load = new ShortRequests(haproxy.port, 4)) {
            await().until(() -> load.served.get() > 200 && one.requests.get() > 0);
            drain();
            var before = one.requests.get();
            var work = work();
            for (int i = 0; i < 3; i++) {
                var served = load.served.get();
                haproxy.reload();
                await().until(() -> load.served.get() > served + 100);
            }
            assertThat(one.requests).hasValue(before);
            finishWork();
            assertThat(work.get().notes()).isEmpty();
            ServerMover.move(move(To.READY), job);
            await().until(() -> one.requests.get() > before);
            haproxy.reload();
            await().until(() -> haproxy.pool().server("order-1").serves());
            load.close();
            assertThat(load.failed).hasValue(0);
        }
    }

    @Test
    void assertsThatAHostIsOutBeforeItIsTouched() throws Exception {
        haproxy(false);
        var work = work();
        assertThat(haproxy.pool().server("order-1").status()).isEqualTo("MAINT");
        finishWork();
        assertThat(work.get().notes()).hasSize(1);
    }

    @Test
    void touchesNoHostWhileABalancerIsSilent() throws Exception {
        haproxy(false);
        haproxy.close();
        assertThatThrownBy(() -> run("touch begun", job))
                .hasMessageStartingWith(
                        "The host was not touched, for it may be in its pool: Balancer lb-1 did not answer");
        assertThat(folder.resolve("begun")).doesNotExist();
    }

    private void haproxy(boolean remembers) throws IOException {
        haproxy = new RealHaproxy("lb-1", folder, List.of(one.port(), two.port()), remembers);
        await().until(() ->
                haproxy.pool().servers().values().stream().allMatch(PoolServer::serves));
    }

    private void drain() throws Exception {
        assertThat(ServerMover.move(move(To.DRAIN), job).failure()).isEmpty();
    }

    private MoveServer move(To to) {
        return new MoveServer("order-1", seats(), to, 1, 5, Then.GO_ON);
    }

    private List<Seat> seats() {
        return List.of(haproxy.seat("order-1"));
    }

    private CompletableFuture<HostStepRan> work() {
        var work =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return run(UNTIL_DONE, job);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        await().until(() -> Files.exists(folder.resolve("begun")));
        return work;
    }

    private void finishWork() throws IOException {
        Files.createFile(folder.resolve("done"));
    }

    private HostStepRan run(String command, FakeHostJob job)
            throws IOException, InterruptedException {
        var step = step(command);
        return HostSteps.run(step, LocalHome.of(step.folder()), job);
    }

    private RunHostStep step(String command) {
        return new RunHostStep(
                "install", "order-1", folder.toString(), command, Map.of(), null, 60, seats());
    }
}
