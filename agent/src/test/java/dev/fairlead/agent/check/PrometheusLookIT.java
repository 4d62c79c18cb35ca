package dev.fairlead.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.protocol.Check;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus with an hour of history. */
class PrometheusLookIT {
    private static final Check.Patience PATIENCE = new Check.Patience(10, 0);

    @TempDir static Path folder;
    private static @Nullable Process prometheus;
    private static String url = "";

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/prometheus")),
                "prometheus is not installed (apt-get install prometheus)");
        var history = Files.writeString(folder.resolve("history.txt"), history());
        var data = folder.resolve("data");
        run("promtool", "tsdb", "create-blocks-from", "openmetrics", "-q", history, data);
        Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
        var port = port();
        url = "http://127.0.0.1:" + port;
        prometheus =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + folder.resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + data,
                                "--storage.tsdb.retention.time=30d",
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        HttpLook.at(
                                        new Check.Http(
                                                "ready",
                                                url + "/-/ready",
                                                200,
                                                null,
                                                null,
                                                PATIENCE))
                                .passed());
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.destroyForcibly();
        }
    }

    @Test
    void judgesTheValuesThatAQueryAnswers() throws Exception {
        var errors = "last_over_time(errors_ratio{host=\"order-1\"}[2h])";
        assertThat(look(errors, null, 0.05)).isEqualTo(Finding.passed("0.01"));
        assertThat(look(errors, null, 0.005)).isEqualTo(Finding.failed("0.01"));
        assertThat(look("last_over_time(errors_ratio[2h])", null, 0.05))
                .isEqualTo(Finding.failed("0.2, 1 of 2 series"));
        assertThat(look("count(last_over_time(errors_ratio[2h]))", 1.0, 3.0).passed()).isTrue();
        assertThat(look("scalar(count(last_over_time(errors_ratio[2h]))) / 0", null, 5.0))
                .isEqualTo(Finding.failed("Infinity"));
    }

    @Test
    void noDataIsAFailureAndSoIsAQueryThatIsNone() throws Exception {
        assertThat(look("nobody_wrote_this", null, 1.0).found())
                .isEqualTo(
                        "status 200: no data: the query found no series. Nobody knows whether that is well");
        assertThat(look("sum(", null, 1.0).found()).startsWith("status 400: Prometheus says: ");
        assertThat(look("errors_ratio[2h]", null, 1.0).found()).contains("one value a series");
    }

    private static Finding look(String query, @Nullable Double above, @Nullable Double below)
            throws InterruptedException {
        var check = new Check.Prometheus("errors", url, query, above, below, null, PATIENCE);
        return PrometheusLook.at(check, Map.of());
    }

    private static String history() {
        var text = new StringBuilder("# TYPE errors_ratio gauge\n");
        var now = Instant.now().getEpochSecond();
        for (var host : new String[] {"order-1 0.01", "order-2 0.2"}) {
            var words = host.split(" ", 2);
            for (long at = now - 3600; at <= now - 60; at += 60) {
                text.append("errors_ratio{host=\"%s\"} %s %d%n".formatted(words[0], words[1], at));
            }
        }
        return text.append("# EOF\n").toString();
    }

    private static int port() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(Object... command) throws Exception {
        var words = Stream.of(command).map(Object::toString).toList();
        var process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("promtool.log").toFile())
                        .start();
        assertThat(process.waitFor()).as(() -> words + " said " + log()).isZero();
    }

    private static String log() {
        try {
            return Files.readString(folder.resolve("promtool.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
