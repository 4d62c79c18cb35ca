package dev.fairlead.bench;

import dev.fairlead.bench.SimulatedAgent.Logged;
import dev.fairlead.bench.SimulatedAgent.Pace;
import dev.fairlead.demo.Api;
import dev.fairlead.demo.Await;
import dev.fairlead.demo.ServerProcess;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Hundreds of agents, of which fifty log at once while some people follow; then every line is
 * counted.
 */
final class LogBench {
    private static final int AGENTS = 300;
    private static final int LOGGING = 50;
    private static final int FOLLOWED = 10;
    private static final Pace PACE = new Pace(600, Duration.ofSeconds(20));
    private static final int TO_REACH = 20_000;

    /** A line in the page: its number and when it was written. */
    private static final Pattern LINE = Pattern.compile("</a>(\\d+) (\\d{13}) ");

    private static final Pattern NEXT = Pattern.compile("data-next=\"(\\d+)\"");

    private final Api api;
    private final ServerProcess server;
    private final Path data;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LogBench(Api api, ServerProcess server, Path data) {
        this.api = api;
        this.server = server;
        this.data = data;
    }

    /** The plan of a build whose jobs the simulated agents take. */
    static String plan() {
        var numbers =
                String.join(", ", IntStream.range(0, LOGGING).mapToObj(Integer::toString).toList());
        return """
        build:
          jobs:
            log:
              matrix: {number: [%s]}
              labels: [%s]
              steps: [{run: 'true'}]
        """
                .formatted(numbers, SimulatedAgent.LABEL);
    }

    /**
     * @param start queues the build and gives its number
     */
    List<Measure> measure(LongSupplier start) throws IOException {
        var token = Files.readString(data.resolve("agents/default.token")).strip();
        var agents =
                IntStream.range(0, AGENTS)
                        .mapToObj(i ->
                                new SimulatedAgent(
                                        http, server.address(), token, "simulated-" + i, PACE))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            register(agents);
            var working =
                    agents.stream()
                            .map(agent -> CompletableFuture.runAsync(agent, threads))
                            .toList();
            var build = start.getAsLong();
            var following = follow(threads, build);
            var memory = awaitLogged(agents, build);
            agents.forEach(SimulatedAgent::stop);
            working.forEach(CompletableFuture::join);
            var lags = following.stream().flatMap(one -> one.join().stream()).toList();
            return table(agents, lags, memory, doubtful(build));
        }
    }

    private static void register(List<SimulatedAgent> agents) throws IOException {
        try {
            for (var agent : agents) {
                agent.register();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
    }

    /** Gives the most memory that was seen meanwhile, in megabytes. */
    private long awaitLogged(List<SimulatedAgent> agents, long build) {
        var most = new long[1];
        Await.untilTrue(
                "build " + build + " has passed",
                Duration.ofMinutes(3),
                () -> {
                    most[0] = Math.max(most[0], Memory.pssMegabytes(server.handle(), data));
                    return api.get("/api/v1/builds/" + build)
                            .path("state")
                            .asString()
                            .equals("passed");
                });
        var worked = agents.stream().flatMap(agent -> agent.logged().stream()).count();
        if (worked != LOGGING) {
            throw new StoryFailed(worked + " agents logged instead of " + LOGGING);
        }
        return most[0];
    }

    private List<CompletableFuture<List<Duration>>> follow(ExecutorService threads, long build) {
        return IntStream.rangeClosed(1, FOLLOWED)
                .mapToObj(job -> CompletableFuture.supplyAsync(() -> follow(build, job), threads))
                .toList();
    }

    /** How old each line was when it came. */
    private List<Duration> follow(long build, int job) {
        var lags = new ArrayList<Duration>();
        var next = 0L;
        while (next < PACE.lines()) {
            var page =
                    text(
                            "/builds/%d/lines?job=%d&from=%d&limit=2000&wait=true"
                                    .formatted(build, job, next));
            var now = Instant.now();
            var lines = LINE.matcher(page);
            while (lines.find()) {
                lags.add(
                        Duration.between(
                                Instant.ofEpochMilli(Long.parseLong(lines.group(2))), now));
            }
            var found = NEXT.matcher(page);
            if (!found.find()) {
                throw new StoryFailed("no lines in " + page);
            }
            next = Long.parseLong(found.group(1));
        }
        return lags;
    }

    /** How many lines are not where they belong: lost, doubled or out of order. */
    private long doubtful(long build) {
        return IntStream.rangeClosed(1, LOGGING).mapToLong(job -> doubtful(build, job)).sum();
    }

    private long doubtful(long build, int job) {
        var lines = text("/api/v1/builds/%d/log?job=%d".formatted(build, job)).lines().toList();
        var wrong =
                IntStream.range(0, Math.min(lines.size(), PACE.lines()))
                        .filter(i -> !lines.get(i).startsWith(i + " "))
                        .count();
        return wrong + Math.abs(lines.size() - PACE.lines());
    }

    private String text(String path) {
        var request =
                HttpRequest.newBuilder(server.address().resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", api.authorization())
                        .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StoryFailed(path + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new StoryFailed(path + " got no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
    }

    private static List<Measure> table(
            List<SimulatedAgent> agents, List<Duration> lags, long memory, long doubtful) {
        var logged = agents.stream().flatMap(agent -> agent.logged().stream()).toList();
        var began = logged.stream().map(Logged::began).min(Instant::compareTo).orElseThrow();
        var ended = logged.stream().map(Logged::ended).max(Instant::compareTo).orElseThrow();
        var lines = (long) LOGGING * PACE.lines();
        var rate = lines * 1000 / Duration.between(began, ended).toMillis();
        var lag = new Sample(lags).percentile(99);
        var what = "%d agents connected, %d logging".formatted(AGENTS, LOGGING);
        return List.of(
                new Measure(
                        what + ": lines a second taken in",
                        "%,d (of %,d offered)".formatted(rate, LOGGING * PACE.linesPerSecond()),
                        "≥ %,d".formatted(TO_REACH),
                        rate >= TO_REACH),
                new Measure(
                        "from written to seen by a follower",
                        "p50 %d ms, p99 %d ms (%d logs followed)"
                                .formatted(
                                        new Sample(lags).percentile(50).toMillis(),
                                        lag.toMillis(),
                                        FOLLOWED),
                        "p99 < 2 s",
                        lag.compareTo(Duration.ofSeconds(2)) < 0),
                new Measure(
                        "lines lost, doubled or out of order",
                        "%d of %,d".formatted(doubtful, lines),
                        "0",
                        doubtful == 0),
                Measure.plain(
                        "memory of all that the server started meanwhile (PSS)", memory + " MB"));
    }
}
