package dev.fairlead.bench;

import dev.fairlead.demo.Await;
import dev.fairlead.demo.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** From the command to the first page that a browser would get. */
final class StartBench {
    private final Path data;
    private final int port;
    private final Map<String, String> settings;

    StartBench(Path data, int port, Map<String, String> settings) {
        this.data = data;
        this.port = port;
        this.settings = settings;
    }

    Duration measure() throws IOException {
        var began = System.nanoTime();
        try (var server = ServerProcess.start(data, port, settings);
                var http = HttpClient.newHttpClient()) {
            var login = HttpRequest.newBuilder(URI.create(server.address() + "/login")).build();
            Await.untilTrue(
                    "the log-in page comes", Duration.ofSeconds(90), () -> comes(http, login));
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    private static boolean comes(HttpClient http, HttpRequest page) {
        try {
            return http.send(page, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
