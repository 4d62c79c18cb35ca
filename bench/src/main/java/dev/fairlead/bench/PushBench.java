package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.Await;
import dev.fairlead.demo.Git;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Pushes with the real client and watches the builds: ten small files, one step {@code true}. */
final class PushBench {
    private static final String BUILDS = "/api/v1/projects/BEN/repositories/small/builds";
    private static final int WARM_UP = 20;
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(3).toNanos();

    private final Api api;
    private final Git git;
    private final String issue;

    /** When a build was seen started and finished, counted from the push's acknowledgement. */
    private record Run(Duration push, Duration started, Duration finished) {}

    PushBench(Api api, Path folder, URI server) throws IOException {
        this.api = api;
        this.git = new Git(folder.resolve("small"), api);
        api.post("/api/v1/projects", Map.of("key", "BEN", "name", "Bench"));
        api.post("/api/v1/projects/BEN/repositories", Map.of("slug", "small"));
        issue =
                api.post(
                                "/api/v1/projects/BEN/issues",
                                Map.of("type", "task", "title", "Measure pushes"))
                        .path("key")
                        .asString();
        git.run("init", "-q");
        git.run("remote", "add", "origin", server + "/scm/BEN/small.git");
        for (int i = 0; i < 9; i++) {
            write("file-" + i + ".txt", "file " + i + "\n");
        }
        write("fairlead.yml", "build: {steps: [{run: 'true'}]}\n");
        commit("Begin");
        git.run("push", "-q", "origin", "HEAD:main");
        awaitPassed(head());
    }

    /** The times of single pushes to a branch, each after the build before it has ended. */
    List<Measure> measureLatency(int runs) throws IOException {
        var measured = new ArrayList<Run>();
        for (int i = 0; i < WARM_UP + runs; i++) {
            write("file-0.txt", "run " + i + "\n");
            commit("Run " + i);
            var run = push(issue + "-latency");
            if (i >= WARM_UP) {
                measured.add(run);
            }
        }
        var finished = new Sample(measured.stream().map(Run::finished).toList());
        return List.of(
                Measure.plain(
                        "git push of one commit",
                        new Sample(measured.stream().map(Run::push).toList()).words()),
                Measure.plain(
                        "push acknowledged → build started",
                        new Sample(measured.stream().map(Run::started).toList()).words()),
                new Measure(
                        "push acknowledged → build finished",
                        finished.words(),
                        "p50 ≤ 200 ms",
                        finished.percentile(50).toMillis() <= 200));
    }

    private Run push(String branch) {
        var began = Instant.now();
        git.run("push", "-q", "origin", "HEAD:" + branch);
        var acknowledged = Instant.now();
        var build = awaitPassed(head());
        var seen = Instant.now();
        var started = Instant.parse(build.path("started").asString());
        return new Run(
                Duration.between(began, acknowledged),
                atLeastZero(Duration.between(acknowledged, started)),
                Duration.between(acknowledged, seen));
    }

    /** Builds a second of one agent, from many commits of one push. */
    Measure measureThroughput(int commits) throws IOException {
        for (int i = 0; i < commits; i++) {
            write("file-1.txt", "commit " + i + "\n");
            commit("Commit " + i);
        }
        var branch = issue + "-throughput";
        git.run("push", "-q", "origin", "HEAD:" + branch);
        awaitPassed(head());
        Await.untilTrue(
                "all builds of the push have ended",
                Duration.ofMinutes(2),
                () -> ended(branch).size() >= Math.min(commits, 100));
        var builds = ended(branch);
        var first = builds.stream().map(build -> at(build, "started")).min(Instant::compareTo);
        var last = builds.stream().map(build -> at(build, "finished")).max(Instant::compareTo);
        var took = Duration.between(first.orElseThrow(), last.orElseThrow());
        var rate = builds.size() * 1000.0 / Math.max(1, took.toMillis());
        return new Measure(
                "such builds a second, one agent", "%.0f".formatted(rate), "≥ 20", rate >= 20);
    }

    /** The newest hundred builds of a branch that have ended. */
    private List<JsonNode> ended(String branch) {
        var builds = new ArrayList<JsonNode>();
        for (var build : api.get(BUILDS + "?branch=" + branch).path("values")) {
            if (!build.path("finished").isNull()) {
                builds.add(build);
            }
        }
        return builds;
    }

    private JsonNode awaitPassed(String commit) {
        var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < deadline) {
            var build = passed(commit);
            if (build.isPresent()) {
                return build.get();
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        throw new StoryFailed("commit " + commit + " was not built in 2 min");
    }

    private Optional<JsonNode> passed(String commit) {
        var builds = api.get(BUILDS + "?commit=" + commit).path("values");
        if (builds.isEmpty() || builds.get(0).path("finished").isNull()) {
            return Optional.empty();
        }
        if (!builds.get(0).path("state").asString().equals("passed")) {
            throw new StoryFailed("a build did not pass: " + builds.get(0));
        }
        return Optional.of(builds.get(0));
    }

    private String head() {
        return git.run("rev-parse", "HEAD");
    }

    private void commit(String message) {
        git.run("add", "-A");
        git.run("commit", "-q", "-m", message);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(git.workTree());
        Files.writeString(git.workTree().resolve(name), text);
    }

    private static Instant at(JsonNode build, String field) {
        return Instant.parse(build.path(field).asString());
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
