package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The boards of environments with a history of years behind them. */
final class BoardBench {
    static final int PROJECTS = 8;
    static final int ENVIRONMENTS = 25;
    static final int HOSTS = 4;
    static final int RELEASES = 625;
    static final int DEPLOYMENTS = 500;

    private static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime());
    private static final List<String> KINDS =
            List.of("development", "development", "qa", "staging", "production");

    private final Path folder;
    private final int port;
    private final int runs;
    private final Consumer<String> say;

    BoardBench(Path folder, int port, int runs, Consumer<String> say) {
        this.folder = folder;
        this.port = port;
        this.runs = runs;
        this.say = say;
    }

    List<Measure> run() throws IOException {
        var data = folder.resolve("server");
        var settings =
                Map.of(
                        "FAIRLEAD_ADMIN_PASSWORD", PASSWORD,
                        "FAIRLEAD_LOCAL_AGENT", "off",
                        "FAIRLEAD_HOST_LOOKS", "24h");
        try (var server = ServerProcess.start(data, port, settings)) {
            server.awaitReady(Duration.ofSeconds(90));
            var api = new Api(server.address(), "admin", PASSWORD);
            say.accept("defining %d environments".formatted(PROJECTS * ENVIRONMENTS));
            IntStream.range(0, PROJECTS).forEach(number -> define(api, key(number)));
            say.accept(
                    "writing %,d releases and %,d deployments"
                            .formatted(PROJECTS * RELEASES, PROJECTS * ENVIRONMENTS * DEPLOYMENTS));
            BoardRows.write(data);
            say.accept("asking for boards");
            var pages = new PageBench(api, server.address(), runs);
            var table = new ArrayList<Measure>();
            table.addAll(pages.measure("board of all environments", "/environments"));
            table.addAll(
                    pages.measure("board of a project", "/projects/" + key(0) + "/environments"));
            table.addAll(pages.measure("REST, all environments", "/api/v1/environment-board"));
            return table;
        }
    }

    private static String key(int number) {
        return "BRD" + (char) ('A' + number);
    }

    /** Five kinds after each other, five times: each of a later kind follows one before. */
    private static void define(Api api, String key) {
        api.post("/api/v1/projects", Map.of("key", key, "name", "Board " + key));
        api.post("/api/v1/projects/" + key + "/repositories", Map.of("slug", "orders"));
        for (var i = 0; i < ENVIRONMENTS; i++) {
            var kind = KINDS.get(i * KINDS.size() / ENVIRONMENTS);
            var definition =
                    new HashMap<String, Object>(
                            Map.of(
                                    "kind",
                                    kind,
                                    "order",
                                    i,
                                    "repository",
                                    "orders",
                                    "promotion",
                                    "manual",
                                    "hosts",
                                    hosts(i),
                                    "steps",
                                    Map.of("install", "true")));
            if (i >= KINDS.size()) {
                definition.put("after", name(i - KINDS.size()));
            }
            api.put("/api/v1/projects/" + key + "/environments/" + name(i), definition);
        }
    }

    private static String name(int environment) {
        return "environment-" + environment;
    }

    private static List<Map<String, Object>> hosts(int environment) {
        return IntStream.range(0, HOSTS)
                .mapToObj(host ->
                        Map.<String, Object>of(
                                "name",
                                "order-" + host,
                                "agent",
                                "absent",
                                "folder",
                                "/srv/%d/%d".formatted(environment, host),
                                "port",
                                8080 + host))
                .toList();
    }
}
