package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.MoveServer.Then;
import dev.fairlead.protocol.JobSpec.MoveServer.To;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.Outcome.ServerMoved.Moved;
import dev.fairlead.protocol.Seat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moves servers of a real HAProxy. */
class ServerMoverIT {
    @TempDir Path folder;
    private final CountDownLatch answer = new CountDownLatch(1);
    private HttpServer one;
    private HttpServer two;
    private RealHaproxy haproxy;
    private final FakeHostJob job = new FakeHostJob(1);

    @BeforeEach
    void start() throws Exception {
        one = server();
        two = server();
        haproxy =
                new RealHaproxy(
                        folder, List.of(one.getAddress().getPort(), two.getAddress().getPort()));
        await().until(() ->
                status("order-1").startsWith("UP") && status("order-2").startsWith("UP"));
    }

    @AfterEach
    void stop() {
        answer.countDown();
        haproxy.close();
        one.stop(0);
        two.stop(0);
    }

    @Test
    void takesAServerOutAndPutsItBack() throws Exception {
        var out = ServerMover.move(move("order-1", To.DRAIN, 5), job);
        assertThat(out.failure()).isEmpty();
        assertThat(after(out)).isEqualTo("MAINT");
        assertThat(status("order-2")).startsWith("UP");
        var back = ServerMover.move(move("order-1", To.READY, 5), job);
        assertThat(back.failure()).isEmpty();
        assertThat(after(back)).startsWith("UP");
    }

    @Test
    void waitsForTheLastSession() throws Exception {
        haproxy.pool().set("order-2", "maint");
        var slow = request("/slow");
        await().until(() -> haproxy.pool().server("order-1").sessions() == 1);
        haproxy.pool().set("order-2", "ready");
        await().until(() -> status("order-2").startsWith("UP"));
        var moved =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return ServerMover.move(move("order-1", To.DRAIN, 30), job);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        await().until(() -> status("order-1").startsWith("DRAIN"));
        assertThat(moved).isNotDone();
        answer.countDown();
        assertThat(after(moved.get())).isEqualTo("MAINT");
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Then.class)
    void doesWhatWasAskedForWhenTheDrainLimitIsOver(Then then) throws Exception {
        haproxy.pool().set("order-2", "maint");
        var slow = request("/slow");
        await().until(() -> haproxy.pool().server("order-1").sessions() == 1);
        haproxy.pool().set("order-2", "ready");
        await().until(() -> status("order-2").startsWith("UP"));
        var seats = List.of(haproxy.seat("order-1"));
        var moved = ServerMover.move(new MoveServer("order-1", seats, To.DRAIN, 1, 1, then), job);
        assertThat(moved.seats().getFirst().sessions()).isEqualTo(1);
        assertThat(job.said())
                .contains("the drain limit of 1 s is over: 1 sessions and 0 queued at lb-1");
        switch (then) {
            case GO_ON -> {
                assertThat(after(moved)).isEqualTo("MAINT");
                answer.countDown();
                assertThat(slow.get().statusCode()).isEqualTo(200);
            }
            case CUT -> {
                assertThat(after(moved)).isEqualTo("MAINT");
                assertThat(job.said()).contains("they were ended");
                assertThat(answer.getCount()).isEqualTo(1);
                assertThat(slow.get().statusCode()).isGreaterThanOrEqualTo(500);
            }
            case STOP -> {
                assertThat(moved.failure())
                        .isEqualTo(
                                "order-1 still has 1 sessions and 0 queued at lb-1 after the drain limit of 1 s."
                                        + " order-1 in pool orders of lb-1 was put back as it was.");
                assertThat(after(moved)).startsWith("UP");
            }
        }
    }

    @Test
    void drainsAServerThatIsDown() throws Exception {
        one.stop(0);
        await().until(() -> status("order-1").startsWith("DOWN"));
        assertThat(after(ServerMover.move(move("order-1", To.DRAIN, 5), job))).isEqualTo("MAINT");
    }

    @Test
    void leavesTheLastServerInThePool() throws Exception {
        ServerMover.move(move("order-2", To.DRAIN, 5), job);
        var refused = ServerMover.move(move("order-1", To.DRAIN, 5), job);
        assertThat(refused.failure()).contains("out is already order-2 (MAINT)");
        assertThat(status("order-1")).startsWith("UP");
    }

    @Test
    void namesTheServersWhenOneIsUnknown() {
        assertThatThrownBy(() -> ServerMover.move(move("order-9", To.DRAIN, 5), job))
                .hasMessage(
                        "Backend \"orders\" of lb-1 has no server \"order-9\"; it has order-1, order-2.");
    }

    @Test
    void saysThatThereIsNoBalancer() {
        haproxy.close();
        assertThatThrownBy(() -> ServerMover.move(move("order-1", To.DRAIN, 1), job))
                .hasMessageStartingWith("Balancer lb-1 did not answer at " + haproxy.socket);
    }

    @Test
    void movesAHostOnTwoBalancersOverASocketAndTcp() throws Exception {
        try (var second = second()) {
            var seats = List.of(haproxy.seat("order-1"), new Seat(second.overTcp(), "order-1"));
            var out = ServerMover.move(both(seats, To.DRAIN), job);
            assertThat(out.failure()).isEmpty();
            assertThat(out.seats()).extracting(Moved::after).containsExactly("MAINT", "MAINT");
            assertThat(second.pool().server("order-1").status()).isEqualTo("MAINT");
            var back = ServerMover.move(both(seats, To.READY), job);
            assertThat(back.failure()).isEmpty();
            assertThat(back.seats()).allMatch(Moved::serves);
        }
    }

    @Test
    void believesNothingWhileOneOfTwoBalancersIsDead() throws Exception {
        var second = second();
        var seats = List.of(haproxy.seat("order-1"), second.seat("order-1"));
        second.close();
        assertThatThrownBy(() -> ServerMover.move(both(seats, To.DRAIN), job))
                .hasMessageStartingWith("Balancer lb-2 did not answer at");
        assertThat(status("order-1")).startsWith("UP");
        haproxy.pool().set("order-1", "maint");
        var back = ServerMover.move(both(seats, To.READY), job);
        assertThat(back.failure()).startsWith("Balancer lb-2 did not answer at");
        assertThat(back.seats()).extracting(Moved::serves).containsExactly(true, false);
    }

    private RealHaproxy second() throws IOException {
        var ports = List.of(one.getAddress().getPort(), two.getAddress().getPort());
        return new RealHaproxy("lb-2", folder, ports, false);
    }

    private static MoveServer both(List<Seat> seats, To to) {
        return new MoveServer("order-1", seats, to, 1, 1, Then.GO_ON);
    }

    private MoveServer move(String server, To to, int seconds) {
        var seats = List.of(haproxy.seat(server));
        return new MoveServer(server, seats, to, 1, seconds, Then.GO_ON);
    }

    private static String after(ServerMoved moved) {
        return moved.seats().getFirst().after();
    }

    private String status(String server) throws IOException {
        return haproxy.pool().server(server).status();
    }

    private CompletableFuture<HttpResponse<String>> request(String path) {
        var uri = URI.create("http://127.0.0.1:" + haproxy.port + path);
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private HttpServer server() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, false));
        server.createContext("/slow", exchange -> answer(exchange, true));
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange, boolean slowly) throws IOException {
        try {
            if (slowly) {
                answer.await();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
