package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.Await;
import dev.fairlead.demo.Git;
import dev.fairlead.demo.ServerProcess;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Clones and pushes beside native git, and the pages of a repository with many commits. */
final class CodeBench {
    private static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime());
    private static final String PAGES = "/projects/BIG/repositories/big";

    /** A name that a new project excepts from carrying an issue's key. */
    private static final String BRANCH = "renovate/topic";

    private static final int CLONES = 9;
    private static final int AT_ONCE = 8;

    private final Path folder;
    private final int port;
    private final int runs;
    private final int commits;
    private final Consumer<String> say;
    private int clones;

    CodeBench(Path folder, int port, int runs, int commits, Consumer<String> say) {
        this.folder = folder;
        this.port = port;
        this.runs = runs;
        this.commits = commits;
        this.say = say;
    }

    List<Measure> run() throws IOException {
        say.accept("generating %,d commits".formatted(commits));
        var bare = folder.resolve("native/big.git");
        GeneratedHistory.write(bare, commits);
        var settings = Map.of("FAIRLEAD_ADMIN_PASSWORD", PASSWORD, "FAIRLEAD_LOCAL_AGENT", "off");
        try (var server = ServerProcess.start(folder.resolve("server"), port, settings);
                var git = NativeServer.start(folder.resolve("native"))) {
            server.awaitReady(Duration.ofSeconds(90));
            var api = new Api(server.address(), "admin", PASSWORD);
            var ours = server.address() + "/scm/BIG/big.git";
            var theirs = git.address() + "/big.git";
            var table = new ArrayList<Measure>();
            table.add(pushAll(api, bare, ours));
            pack(bare);
            table.addAll(pages(api, bare, server.address()));
            table.addAll(clone(api, ours, theirs));
            table.add(push(api, ours, theirs));
            return table;
        }
    }

    private Measure pushAll(Api api, Path bare, String ours) {
        say.accept("pushing all of it to Fairlead");
        api.post("/api/v1/projects", Map.of("key", "BIG", "name", "Big"));
        api.post("/api/v1/projects/BIG/repositories", Map.of("slug", "big"));
        var began = System.nanoTime();
        new Git(bare, api).run("push", "-q", ours, "main", "wide-100", "wide-3000");
        var took = Duration.ofNanos(System.nanoTime() - began);
        Await.untilTrue("Fairlead has its bitmap", Duration.ofMinutes(3), this::hasBitmap);
        return Measure.plain(
                "first push of the whole history", "%.1f s".formatted(took.toMillis() / 1000.0));
    }

    private boolean hasBitmap() {
        try (var files = Files.walk(folder.resolve("server/blobs/named"))) {
            return files.anyMatch(file -> file.toString().endsWith(".bitmap"));
        } catch (IOException e) {
            throw new StoryFailed("blobs cannot be listed: " + e, e);
        }
    }

    private static void pack(Path bare) throws IOException {
        GeneratedHistory.run(bare, "git", "config", "http.receivepack", "true");
        GeneratedHistory.run(bare, "git", "config", "core.fsync", "all");
        GeneratedHistory.run(bare, "git", "config", "gc.auto", "0");
        GeneratedHistory.run(bare, "git", "config", "receive.autogc", "false");
        GeneratedHistory.run(bare, "git", "repack", "-q", "-a", "-d", "-b");
        GeneratedHistory.run(bare, "git", "pack-refs", "--all");
    }

    private List<Measure> pages(Api api, Path bare, URI server) {
        say.accept("asking for pages");
        var pages = new PageBench(api, server, runs);
        var table = new ArrayList<Measure>();
        for (var wide : List.of("100", "3000")) {
            var sha = new Git(bare, api).run("rev-parse", "wide-" + wide);
            table.addAll(
                    pages.measure(
                            "page of a commit of %s files".formatted(wide),
                            PAGES + "/commits/" + sha));
        }
        var log = PAGES + "/commits?at=main&path=" + GeneratedHistory.PATH;
        table.addAll(pages.measure("page of 50 commits of a path", log));
        var rest = "/api/v1" + PAGES + "/commits?at=main";
        table.addAll(pages.measure("REST, 100 commits", rest));
        return table;
    }

    private List<Measure> clone(Api api, String ours, String theirs) {
        say.accept("cloning");
        var single = new SideBySide();
        for (var i = 0; i < CLONES; i++) {
            single.run(() -> clone(api, ours), () -> clone(api, theirs));
        }
        say.accept("cloning %d times at once".formatted(AT_ONCE));
        var many = new SideBySide();
        for (var i = 0; i < 3; i++) {
            many.run(() -> cloneMany(api, ours), () -> cloneMany(api, theirs));
        }
        return List.of(
                single.measure("git clone", 1.1),
                many.plain("%d clones at once".formatted(AT_ONCE)));
    }

    private void clone(Api api, String url) {
        var target = newFolder();
        new Git(folder, api).run("clone", "-q", "--bare", url, target.toString());
    }

    private void cloneMany(Api api, String url) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var all =
                    IntStream.range(0, AT_ONCE)
                            .mapToObj(
                                    _ -> CompletableFuture.runAsync(() -> clone(api, url), threads))
                            .toList();
            all.forEach(CompletableFuture::join);
        }
    }

    private synchronized Path newFolder() {
        return folder.resolve("clones/" + clones++);
    }

    private Measure push(Api api, String ours, String theirs) throws IOException {
        say.accept("pushing %d commits one by one".formatted(runs));
        var git = new Git(folder.resolve("work"), api);
        git.run("clone", "-q", theirs, ".");
        var pushes = new SideBySide();
        for (var i = 0; i < runs; i++) {
            Files.writeString(git.workTree().resolve("pushed.txt"), "run " + i + "\n");
            git.run("add", "pushed.txt");
            git.run("commit", "-q", "-m", "Run " + i);
            pushes.run(
                    () -> git.run("push", "-q", ours, "HEAD:" + BRANCH),
                    () -> git.run("push", "-q", theirs, "HEAD:" + BRANCH));
        }
        return pushes.measure("git push of one commit, synced to disk", 1.5);
    }
}
