package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.agent.ssh.Connections;
import dev.fairlead.demo.LabHosts;
import dev.fairlead.protocol.Balancer;
import dev.fairlead.protocol.JobSpec.LookAtBalancers;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.MoveServer.Then;
import dev.fairlead.protocol.JobSpec.MoveServer.To;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.Reach;
import dev.fairlead.protocol.Seat;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real HAProxy whose runtime API is reached through a real sshd. The second lets nobody through.
 */
class BalancerThroughSshTest {
    @TempDir static Path lab;
    private static LabHosts hosts;
    private static Connections connections;

    @TempDir Path folder;
    private CountingApp one;
    private CountingApp two;
    private RealHaproxy haproxy;
    private FakeHostJob job;

    @BeforeAll
    static void startHosts() throws Exception {
        assumeThat(LabHosts.missing()).isEmpty();
        assumeThat(Path.of("/usr/sbin/haproxy"))
                .as("HAProxy is not installed (apt-get install haproxy)")
                .isExecutable();
        hosts = LabHosts.loopback(lab, 2);
        hosts.host(2).powerOff();
        Files.writeString(
                lab.resolve("lab2/sshd_config"),
                "AllowStreamLocalForwarding no\nAllowTcpForwarding no\n",
                StandardOpenOption.APPEND);
        hosts.host(2).start();
        connections = new Connections(Scripts.remote());
    }

    @AfterAll
    static void stopHosts() {
        if (hosts != null) {
            connections.close();
            hosts.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        one = new CountingApp();
        two = new CountingApp();
        haproxy = new RealHaproxy("lb-1", folder, List.of(one.port(), two.port()), true);
        job = job();
        await().until(() ->
                haproxy.pool().servers().values().stream().allMatch(PoolServer::serves));
    }

    @AfterEach
    void stop() {
        if (haproxy != null) {
            haproxy.close();
            one.close();
            two.close();
        }
    }

    @Test
    void takesAServerOutAndPutsItBackAndItsStateFileIsWrittenThere() throws Exception {
        for (var balancer : List.of(socket(1), tcp(1))) {
            var out = ServerMover.move(move(balancer, To.DRAIN), job);
            assertThat(out.failure()).isEmpty();
            assertThat(after(out)).isEqualTo("MAINT");
            var states = Path.of(String.valueOf(balancer.stateFile()));
            assertThat(states).content().startsWith("1\n").endsWith("\n\n");
            assertThat(Files.getPosixFilePermissions(states)).hasSize(4);
            haproxy.reload();
            assertThat(haproxy.pool().server("order-1").status()).isEqualTo("MAINT");
            var back = ServerMover.move(move(balancer, To.READY), job);
            assertThat(back.failure()).isEmpty();
            assertThat(after(back)).startsWith("UP");
        }
    }

    @Test
    void keepsAHostOutWhileACommandWorksOnIt() throws Exception {
        var seat = new Seat(withoutStates(), "order-1");
        var step =
                new RunHostStep(
                        "install",
                        "order-1",
                        folder.toString(),
                        "touch begun; until test -e done; do sleep 0.01; done",
                        Map.of(),
                        null,
                        60,
                        List.of(seat));
        var work = later(() -> HostSteps.run(step, LocalHome.of(step.folder()), job));
        await().until(() -> Files.exists(folder.resolve("begun")));
        haproxy.pool().set("order-1", "ready");
        await().until(() -> told() == 2);
        hosts.host(1).dropConnections();
        haproxy.pool().set("order-1", "ready");
        await().until(() -> told() == 3);
        assertThat(haproxy.pool().server("order-1").status()).isEqualTo("MAINT");
        Files.createFile(folder.resolve("done"));
        HostStepRan ran = work.get();
        assertThat(ran.failure()).isEmpty();
        assertThat(ran.notes())
                .hasSize(3)
                .allMatch(note -> note.contains("its balancer had forgotten that it is out"));
    }

    private long told() {
        return job.said().lines().filter(line -> line.contains("had forgotten")).count();
    }

    @Test
    void looksAtItAsAtAnyOther() {
        var seen = BalancerLook.look(new LookAtBalancers("production", List.of(socket(1))), job);
        assertThat(seen.balancers().getFirst().failure()).isEmpty();
        assertThat(seen.balancers().getFirst().servers())
                .extracting("name")
                .containsExactly("order-1", "order-2");
    }

    @Test
    void believesNothingOfABalancerWhoseConnectionIsCutInTheMiddle() throws Exception {
        var slow = new CountDownLatch(1);
        one.hold(slow);
        haproxy.pool().set("order-2", "maint");
        var request = later(() -> ShortRequests.once(haproxy.port));
        await().until(() -> haproxy.pool().server("order-1").sessions() == 1);
        haproxy.pool().set("order-2", "ready");
        await().until(() -> haproxy.pool().server("order-2").serves());
        var moved = later(() -> ServerMover.move(move(withoutStates(), To.DRAIN), job));
        await().until(() -> haproxy.pool().server("order-1").status().startsWith("DRAIN"));
        hosts.host(1).powerOff();
        try {
            assertThat(moved.get().failure())
                    .startsWith("Balancer lb-1 did not answer at " + haproxy.socket)
                    .contains(" through " + reach(1).place() + ": ")
                    .endsWith(
                            "order-1 in pool orders of lb-1 may be out: it could not be put back.");
        } finally {
            slow.countDown();
            hosts.host(1).start();
        }
        assertThat(request.get()).isTrue();
        assertThat(after(ServerMover.move(move(withoutStates(), To.READY), job))).startsWith("UP");
    }

    @Test
    void anAnswerThatIsCutOffIsNone() throws Exception {
        var path = folder.resolve("half.sock");
        try (var half = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            half.bind(UnixDomainSocketAddress.of(path));
            var asked =
                    later(() -> new RuntimeSocket(at(path.toString(), 1), job).ask("show stat"));
            try (var client = half.accept()) {
                client.read(ByteBuffer.allocate(100));
                client.write(ByteBuffer.wrap("# pxname,svname\norders,".getBytes()));
                hosts.host(1).dropConnections();
                assertThatThrownBy(asked::get).hasMessageContaining("did not answer at " + path);
            }
        }
    }

    @Test
    void leavesNothingOpenAtTheOtherEnd() throws Exception {
        var path = folder.resolve("well.sock");
        try (var well = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            well.bind(UnixDomainSocketAddress.of(path));
            var asked =
                    later(() -> new RuntimeSocket(at(path.toString(), 1), job).ask("show stat"));
            try (var client = well.accept()) {
                var bytes = ByteBuffer.allocate(100);
                client.read(bytes);
                client.write(ByteBuffer.wrap("all\n".getBytes()));
                client.shutdownOutput();
                assertThat(asked.get()).isEqualTo("all\n");
                var end = later(() -> client.read(bytes));
                assertThat(end.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
            }
        }
    }

    @Test
    void saysWhatTheSshServerRefusesAndWhatItMustAllow() {
        assertThatThrownBy(() -> ServerMover.move(move(socket(2), To.DRAIN), job))
                .hasMessage(
                        "Balancer lb-1 did not answer at %s through %s: HAProxy listens at it, and the SSH server lets %s through to no socket. It must allow that: AllowStreamLocalForwarding yes or local in sshd_config, no DisableForwarding, and no restrictions of the key in authorized_keys."
                                .formatted(haproxy.socket, reach(2).place(), hosts.host(2).user()));
        assertThatThrownBy(() -> ServerMover.move(move(tcp(2), To.DRAIN), job))
                .hasMessageContaining("lets %s through to no address".formatted(reach(2).user()))
                .hasMessageContaining("AllowTcpForwarding and PermitOpen in sshd_config");
    }

    @Test
    void saysWhatIsWrongWithTheSocket() throws Exception {
        haproxy.close();
        assertThatThrownBy(() -> ServerMover.move(move(socket(1), To.DRAIN), job))
                .hasMessageContaining("Either HAProxy does not run, or the SSH server");
        assertThatThrownBy(() -> ServerMover.move(move(tcp(1), To.DRAIN), job))
                .hasMessageEndingWith(": Connection refused.");
        var hostile = folder.resolve("'; touch a; $(touch b) `touch c` .sock").toString();
        assertThatThrownBy(() -> new RuntimeSocket(at(hostile, 1), job).ask("show info"))
                .hasMessageContaining(reach(1).user() + " sees no such socket there.");
        assertThat(folder.resolve("a")).doesNotExist();
        assertThat(Path.of("b")).doesNotExist();
    }

    @Test
    void tellsABalancerNothingOnceTheJobIsLost() throws Exception {
        var balancer = new RuntimeSocket(socket(1), job);
        assertThat(balancer.ask("show info")).contains("Name: HAProxy");
        job.cancelled = true;
        assertThatThrownBy(() -> balancer.tell("set server orders/order-1 state maint"))
                .hasMessageContaining("the job is no longer ours, and it was told nothing");
        assertThat(haproxy.pool().server("order-1").serves()).isTrue();
    }

    @Test
    void goesThroughNoHostThatShowsAnotherKey() {
        var other = LabReach.pinned(hosts.host(1), hosts.host(2).hostKey());
        var balancer = new Balancer("lb-1", haproxy.socket, "orders", null, other);
        assertThatThrownBy(() -> ServerMover.move(move(balancer, To.DRAIN), job))
                .hasMessageContaining("is pinned (hostKey). Nothing was sent to it.");
        job.keys = Map.of();
        assertThatThrownBy(() -> ServerMover.move(move(socket(1), To.DRAIN), job))
                .hasMessageContaining("There is no secret KEY for this environment");
    }

    private Balancer socket(int host) {
        var own = haproxy.balancer();
        return new Balancer(own.name(), own.at(), own.backend(), own.stateFile(), reach(host));
    }

    private Balancer tcp(int host) {
        var own = haproxy.overTcp();
        return new Balancer(own.name(), own.at(), own.backend(), own.stateFile(), reach(host));
    }

    private Balancer withoutStates() {
        return at(haproxy.socket, 1);
    }

    private static Balancer at(String socket, int host) {
        return new Balancer("lb-1", socket, "orders", null, reach(host));
    }

    private static Reach reach(int host) {
        return LabReach.reach(hosts.host(host));
    }

    private static FakeHostJob job() throws IOException {
        var job = new FakeHostJob(1);
        job.connections = connections;
        job.keys = Map.of("KEY", Files.readString(hosts.key()));
        return job;
    }

    private static MoveServer move(Balancer balancer, To to) {
        var seats = List.of(new Seat(balancer, "order-1"));
        return new MoveServer("order-1", seats, to, 1, 20, Then.GO_ON);
    }

    private static String after(ServerMoved moved) {
        return moved.seats().getFirst().after();
    }

    private static <T> CompletableFuture<T> later(Callable<T> work) {
        Supplier<T> supplier =
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e.getMessage(), e);
                    }
                };
        return CompletableFuture.supplyAsync(supplier, Thread::startVirtualThread);
    }
}
