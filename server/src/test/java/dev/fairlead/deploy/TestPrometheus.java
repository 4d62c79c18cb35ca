package dev.fairlead.deploy;

import static org.awaitility.Awaitility.await;

import dev.fairlead.FreePorts;
import dev.fairlead.Http;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Debian's own Prometheus, which scrapes a server with a token each second. */
final class TestPrometheus implements AutoCloseable {
    private final Process process;
    private final Http http;

    TestPrometheus(Path folder, URI server, String token) throws IOException {
        var port = FreePorts.next();
        http = Http.to(URI.create("http://127.0.0.1:" + port));
        var config =
                """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: fairlead
                    authorization:
                      credentials: %s
                    static_configs:
                      - targets: ['%s']
                """
                        .formatted(token, server.getAuthority());
        Files.createDirectories(folder);
        process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file="
                                        + Files.writeString(folder.resolve("p.yml"), config),
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        await().ignoreExceptions().until(() -> http.get("/-/ready").status() == 200);
    }

    /** What it answers to a query now. */
    JsonNode ask(String query) {
        var encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return http.get("/api/v1/query?query=" + encoded).json().at("/data/result");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
