package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.MoveServer.To;
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
        assertThat(out.after()).isEqualTo("MAINT");
        assertThat(status("order-2")).startsWith("UP");
        var back = ServerMover.move(move("order-1", To.READY, 5), job);
        assertThat(back.failure()).isEmpty();
        assertThat(back.after()).startsWith("UP");
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
        assertThat(moved.get().after()).isEqualTo("MAINT");
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void goesOnAndSaysSoWhenTheDrainLimitIsOver() throws Exception {
        haproxy.pool().set("order-2", "maint");
        var slow = request("/slow");
        await().until(() -> haproxy.pool().server("order-1").sessions() == 1);
        haproxy.pool().set("order-2", "ready");
        await().until(() -> status("order-2").startsWith("UP"));
        var moved = ServerMover.move(move("order-1", To.DRAIN, 1), job);
        assertThat(moved.after()).isEqualTo("MAINT");
        assertThat(moved.sessions()).isEqualTo(1);
        assertThat(job.said()).contains("the drain limit of 1 s is over: DRAIN, 1 sessions");
        answer.countDown();
        slow.get();
    }

    @Test
    void drainsAServerThatIsDown() throws Exception {
        one.stop(0);
        await().until(() -> status("order-1").startsWith("DOWN"));
        assertThat(ServerMover.move(move("order-1", To.DRAIN, 5), job).after()).isEqualTo("MAINT");
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
                        "Backend \"orders\" has no server \"order-9\"; it has order-1, order-2.");
    }

    @Test
    void saysThatThereIsNoBalancer() {
        haproxy.close();
        var spec =
                new MoveServer(
                        "h", "/h", folder + "/none.sock", "orders", "order-1", To.DRAIN, 1, 1);
        assertThatThrownBy(() -> ServerMover.move(spec, job))
                .hasMessageStartingWith("HAProxy did not answer at " + folder + "/none.sock");
    }

    private MoveServer move(String server, To to, int seconds) {
        return new MoveServer(server, "/h", haproxy.socket, "orders", server, to, 1, seconds);
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
