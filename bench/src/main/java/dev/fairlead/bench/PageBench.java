package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long pages and REST take: the first time, and after that. */
final class PageBench {
    private static final int WARM_UP = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Api api;
    private final URI server;
    private final int runs;

    PageBench(Api api, URI server, int runs) {
        this.api = api;
        this.server = server;
        this.runs = runs;
    }

    List<Measure> measure(String what, String path) {
        var first = ask(path);
        for (var i = 0; i < WARM_UP; i++) {
            ask(path);
        }
        var warm = new ArrayList<Duration>();
        for (var i = 0; i < runs; i++) {
            warm.add(ask(path));
        }
        var sample = new Sample(warm);
        return List.of(
                Measure.plain(what + ", cold", first.toMillis() + " ms"),
                new Measure(
                        what + ", warm",
                        sample.words(),
                        "p95 ≤ 100 ms",
                        sample.percentile(95).toMillis() <= 100));
    }

    private Duration ask(String path) {
        var request =
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Authorization", api.authorization())
                        .build();
        var began = System.nanoTime();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new StoryFailed(path + " answered " + answer.statusCode());
            }
        } catch (IOException e) {
            throw new StoryFailed(path + " got no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
