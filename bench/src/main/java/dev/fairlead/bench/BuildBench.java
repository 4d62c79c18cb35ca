package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.Await;
import dev.fairlead.demo.Git;
import dev.fairlead.demo.ServerProcess;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builds of a small repository beside Debian's Buildbot, and the logs of hundreds of agents. */
final class BuildBench {
    private static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime());
    private static final String BUILDS = "/api/v1/projects/BLD/repositories/small/builds";

    /** Names that a new project excepts from carrying an issue's key. */
    private static final String GIT = "renovate/git";

    private static final String NONE = "renovate/none";
    private static final String LOGS = "renovate/logs";

    private static final int WARM_UP = 20;
    private static final int MOST_OF_BUILDBOT = 20;
    private static final int QUEUED = 200;
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(3).toNanos();

    private final Path folder;
    private final int port;
    private final int runs;
    private final Consumer<String> say;

    BuildBench(Path folder, int port, int runs, Consumer<String> say) {
        this.folder = folder;
        this.port = port;
        this.runs = runs;
        this.say = say;
    }

    List<Measure> run() throws IOException {
        var data = folder.resolve("server");
        var settings = Map.of("FAIRLEAD_ADMIN_PASSWORD", PASSWORD);
        var table = new ArrayList<Measure>();
        try (var server = ServerProcess.start(data, port, settings)) {
            server.awaitReady(Duration.ofSeconds(90));
            var api = new Api(server.address(), "admin", PASSWORD);
            var git = prepare(api, server);
            say.accept("starting Buildbot, where it is installed");
            try (var buildbot =
                    Buildbot.start(folder.resolve("buildbot"), bare(), port + 1).orElse(null)) {
                table.add(withCheckout(api, git, buildbot));
                table.add(withoutCheckout(api, git, buildbot));
                table.add(rate(api, git, buildbot));
            }
            say.accept("logging with hundreds of agents");
            table.addAll(
                    new LogBench(api, server, data)
                            .measure(() -> push(api, git, LOGS, LogBench.plan())));
        }
        return table;
    }

    private Path bare() {
        return folder.resolve("small.git");
    }

    private Git prepare(Api api, ServerProcess server) throws IOException {
        api.post("/api/v1/projects", Map.of("key", "BLD", "name", "Builds"));
        api.post("/api/v1/projects/BLD/repositories", Map.of("slug", "small"));
        Files.createDirectories(folder);
        new Git(folder, api).run("init", "-q", "--bare", bare().toString());
        var git = new Git(folder.resolve("work"), api);
        git.run("init", "-q");
        git.run("remote", "add", "origin", server.address() + "/scm/BLD/small.git");
        git.run("remote", "add", "bare", bare().toString());
        for (int i = 0; i < 9; i++) {
            Files.writeString(git.workTree().resolve("file-" + i + ".txt"), "file " + i + "\n");
        }
        awaitPassed(api, push(api, git, "main", plan("")));
        git.run("push", "-q", "bare", "HEAD:main");
        return git;
    }

    private static String plan(String more) {
        return "build: {steps: [{run: 'true'}]" + more + "}\n";
    }

    /** From the push's acknowledgement on; Buildbot is told of its push at that moment. */
    private Measure withCheckout(Api api, Git git, @Nullable Buildbot buildbot) throws IOException {
        say.accept("pushing %d commits one by one".formatted(runs));
        var ours = new ArrayList<Duration>();
        for (int i = 0; i < WARM_UP + runs; i++) {
            commit(git, "run " + i);
            git.run("push", "-q", "origin", "HEAD:" + GIT);
            var acknowledged = Instant.now();
            awaitPassedCommit(api, git.run("rev-parse", "HEAD"));
            ours.add(Duration.between(acknowledged, Instant.now()));
        }
        var theirs = new ArrayList<Duration>();
        for (int i = 0; buildbot != null && i < Math.min(runs, MOST_OF_BUILDBOT); i++) {
            commit(git, "their run " + i);
            git.run("push", "-q", "bare", "HEAD:main");
            var acknowledged = Instant.now();
            buildbot.trigger("git", git.run("rev-parse", "HEAD"));
            theirs.add(Duration.between(acknowledged, buildbot.awaitEnds(1)));
        }
        return compared("build with a checkout: push acknowledged → finished", ours, theirs, 100);
    }

    private Measure withoutCheckout(Api api, Git git, @Nullable Buildbot buildbot)
            throws IOException {
        say.accept("triggering %d builds without a checkout".formatted(runs));
        var first = push(api, git, NONE, plan(", checkout: none"));
        awaitPassed(api, first);
        var ours = new ArrayList<Duration>();
        for (int i = 0; i < WARM_UP + runs; i++) {
            var triggered = Instant.now();
            awaitPassed(api, again(api, first));
            ours.add(Duration.between(triggered, Instant.now()));
        }
        var theirs = new ArrayList<Duration>();
        for (int i = 0; buildbot != null && i < Math.min(runs, MOST_OF_BUILDBOT); i++) {
            var triggered = buildbot.trigger("none", "x");
            theirs.add(Duration.between(triggered, buildbot.awaitEnds(1)));
        }
        return compared("build without a checkout: triggered → finished", ours, theirs, 50);
    }

    /** All are queued before the first may begin; Buildbot begins while it is being told. */
    private Measure rate(Api api, Git git, @Nullable Buildbot buildbot) throws IOException {
        say.accept("queueing %d builds without a checkout".formatted(QUEUED));
        var first = push(api, git, NONE, plan(", checkout: none, timeout: 5"));
        awaitPassed(api, first);
        var agent = agent(api);
        api.put("/api/v1/agents/" + agent + "/state", Map.of("state", "disabled"));
        var last = first;
        for (int i = 0; i < QUEUED; i++) {
            last = again(api, first);
        }
        var began = System.nanoTime();
        api.put("/api/v1/agents/" + agent + "/state", Map.of("state", "enabled"));
        awaitPassed(api, last);
        Await.untilTrue(
                "all have ended",
                Duration.ofMinutes(2),
                () ->
                        api.get(BUILDS + "?branch=" + NONE)
                                .path("values")
                                .valueStream()
                                .noneMatch(BuildBench::isUnderWay));
        var ours = perSecond(Duration.ofNanos(System.nanoTime() - began));
        var theirs = buildbot == null ? 0 : theirRate(buildbot);
        return new Measure(
                "such builds a second, %d queued, 2 executors".formatted(QUEUED),
                "%.0f".formatted(ours)
                        + (buildbot == null ? "" : ", Buildbot %.1f".formatted(theirs)),
                "≥ 40",
                ours >= 40);
    }

    private static double theirRate(Buildbot buildbot) {
        var began = buildbot.trigger("none", "x");
        for (int i = 1; i < QUEUED; i++) {
            buildbot.trigger("none", "x");
        }
        return perSecond(Duration.between(began, buildbot.awaitEnds(QUEUED)));
    }

    private static double perSecond(Duration took) {
        return QUEUED * 1000.0 / took.toMillis();
    }

    private static Measure compared(
            String what, List<Duration> ours, List<Duration> theirs, int most) {
        var sample = new Sample(ours.subList(WARM_UP, ours.size()));
        var beside =
                theirs.isEmpty()
                        ? ""
                        : "; Buildbot "
                                + new Sample(theirs).words()
                                + " (of "
                                + theirs.size()
                                + ")";
        return new Measure(
                what,
                sample.words() + beside,
                "p50 ≤ %d ms".formatted(most),
                sample.percentile(50).toMillis() <= most);
    }

    private static long agent(Api api) {
        return api.get("/api/v1/agents")
                .path("values")
                .valueStream()
                .filter(one -> one.path("pool").asString().equals("default"))
                .findFirst()
                .orElseThrow(() -> new StoryFailed("the server has no agent for builds"))
                .path("id")
                .asLong();
    }

    /** Pushes another plan to a branch; gives the build's number. */
    private long push(Api api, Git git, String branch, String plan) {
        try {
            Files.writeString(git.workTree().resolve("fairlead.yml"), plan);
            commit(git, branch);
        } catch (IOException e) {
            throw new StoryFailed("the plan cannot be written: " + e, e);
        }
        git.run("push", "-q", "origin", "HEAD:" + branch);
        return build(api, git.run("rev-parse", "HEAD"));
    }

    private static JsonNode ofCommit(Api api, String commit) {
        return api.get(BUILDS + "?commit=" + commit).path("values");
    }

    private static long again(Api api, long build) {
        return api.post("/api/v1/builds/" + build + "/again", Map.of()).path("id").asLong();
    }

    private static void commit(Git git, String text) throws IOException {
        Files.writeString(git.workTree().resolve("file-0.txt"), text + "\n");
        git.run("add", "-A");
        git.run("commit", "-q", "-m", text);
    }

    private static void awaitPassedCommit(Api api, String commit) {
        awaitPassed(api, build(api, commit));
    }

    private static long build(Api api, String commit) {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            var builds = ofCommit(api, commit);
            if (!builds.isEmpty()) {
                return builds.path(0).path("id").asLong();
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        throw new StoryFailed("no build of " + commit + " within 30 s");
    }

    /**
     * The server answers as soon as it has ended: asking again and again takes what builds need.
     */
    private static void awaitPassed(Api api, long build) {
        var seen = api.get("/api/v1/builds/" + build + "?wait=60");
        if (!seen.path("state").asString().equals("passed")) {
            throw new StoryFailed("a build did not pass within a minute: " + seen);
        }
    }

    private static boolean isUnderWay(JsonNode build) {
        return build.path("finished").isNull();
    }
}
