package dev.fairlead.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closes early on purpose, to count what was there then
class LoadTest {
    @Test
    void countsWhatIsServed() throws IOException {
        var server = answering(200);
        try (var load = new Load(server.getAddress(), "/", 2, 400)) {
            await().until(() -> load.served() > 50);
            load.close();
            assertThat(load.failed()).isZero();
            assertThat(load.firstFailure()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void countsEveryOtherStatusAsFailed() throws IOException {
        var server = answering(503);
        try (var load = new Load(server.getAddress(), "/", 2, 400)) {
            await().until(() -> load.failed() > 50);
            assertThat(load.served()).isZero();
            assertThat(load.firstFailure()).contains("503");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void countsACutAnswerAsFailed() throws IOException {
        try (var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var target = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
            try (var load = new Load(target, "/", 1, 100)) {
                try (var connection = socket.accept()) {
                    connection
                            .getOutputStream()
                            .write(
                                    "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
                                            .getBytes(StandardCharsets.US_ASCII));
                }
                await().until(() -> load.failed() > 0);
                assertThat(load.served()).isZero();
            }
        }
    }

    private static HttpServer answering(int status) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, 2);
                    try (var body = exchange.getResponseBody()) {
                        body.write("ok".getBytes(StandardCharsets.US_ASCII));
                    }
                });
        server.start();
        return server;
    }
}
