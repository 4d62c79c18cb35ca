package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.Await;
import dev.fairlead.demo.Git;
import dev.fairlead.demo.LabHost;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Sends changes of a small service down the line, by REST and git, as three people would. */
final class Rollout {
    private static final String PROJECT = "/api/v1/projects/ROL";
    private static final String REPOSITORY = PROJECT + "/repositories/orders";
    private static final String PASSWORD = "rollout-" + Long.toHexString(System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    static final String LAB_KEY = "LAB_KEY";
    static final String PROMOTERS = "bench-releasers";

    private final Api admin;
    private final Api author;
    private final Api releaser;
    private final Git git;

    /**
     * @param padding bytes that the artifact has besides the service
     */
    Rollout(Api admin, Path folder, URI server, int padding) throws IOException {
        this.admin = admin;
        admin.post("/api/v1/projects", Map.of("key", "ROL", "name", "Rolling"));
        this.author = person("author", "write");
        this.releaser = person("releaser", "write");
        this.git = new Git(folder, admin);
        admin.put("/api/v1/groups/" + PROMOTERS + "/members/releaser", Map.of());
        admin.post(PROJECT + "/repositories", Map.of("slug", "orders"));
        git.run("init", "-q");
        git.run("remote", "add", "origin", server + "/scm/ROL/orders.git");
        write("Service.java", resource("Service.java"));
        write(
                "fairlead.yml",
                resource("fairlead.yml")
                        .replace("@java@", javaFolder())
                        .replace("@padding@", Integer.toString(padding)));
        git.run("add", "-A");
        git.run("commit", "-q", "-m", "Begin");
        git.run("push", "-q", "origin", "HEAD:main");
    }

    private Api person(String name, String role) {
        admin.post(
                "/api/v1/users",
                Map.of(
                        "name", name,
                        "displayName", name,
                        "email", name + "@example.com",
                        "password", PASSWORD));
        admin.put(PROJECT + "/members/" + name, Map.of("role", role));
        return admin.as(name, PASSWORD);
    }

    /** Sets a secret of the project that an environment's steps may use. */
    void secret(String name, String value, String environment) {
        admin.put(
                PROJECT + "/secrets/" + name,
                Map.of("value", value, "environments", List.of(environment)));
    }

    /** A connection to a host of the lab, as environments name it; its key is LAB_KEY. */
    static Map<String, Object> connection(LabHost host) {
        return Map.of(
                "name", host.name(),
                "user", host.user(),
                "port", host.port(),
                "hostKey", host.hostKey(),
                "key", LAB_KEY);
    }

    void environment(String name, Map<String, Object> definition) {
        admin.put(PROJECT + "/environments/" + name, definition);
    }

    /** Makes the release of one more change, and answers with its version. */
    String release(String title) throws IOException {
        var issue =
                author.post(
                                PROJECT + "/issues",
                                Map.of("type", "story", "title", title, "description", title))
                        .path("key")
                        .asString();
        var branch =
                author.post("/api/v1/issues/" + issue + "/branches", Map.of("repository", "orders"))
                        .path("name")
                        .asString();
        push(branch, issue + " " + title);
        var commit = git.run("rev-parse", "HEAD");
        await("the build of " + title, () -> ended(author, commit));
        var number =
                author.post(
                                REPOSITORY + "/pull-requests",
                                Map.of("title", title, "source", branch, "target", "main"))
                        .path("number")
                        .asInt();
        releaser.post(REPOSITORY + "/pull-requests/" + number + "/approvals", Map.of());
        releaser.post(REPOSITORY + "/pull-requests/" + number + "/merge", Map.of());
        return await("the release of " + title, () -> released(issue));
    }

    private void push(String branch, String message) throws IOException {
        var as = new Git(git.workTree(), author);
        as.run("fetch", "-q", "origin");
        as.run("checkout", "-q", "-B", branch, "origin/" + branch);
        write("note.txt", message + "\n");
        as.run("add", "-A");
        as.run("commit", "-q", "-m", message);
        as.run("push", "-q", "origin", "HEAD:" + branch);
    }

    /** Promotes a version and answers with how long it took until it was verified everywhere. */
    Duration promote(String version, String environment) {
        var began = System.nanoTime();
        var id =
                releaser.post(
                                PROJECT + "/environments/" + environment + "/promotions",
                                Map.of("version", version))
                        .path("deployment")
                        .asLong();
        while (verified(id).isEmpty()) {} // it answers when it has ended, or after a minute
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Waits until every host has the bytes of a version that nobody promoted yet. */
    void awaitPrefetched(String version, String environment) {
        await("the bytes of " + version, () -> isOnEveryHost(version, environment));
    }

    private Optional<JsonNode> isOnEveryHost(String version, String environment) {
        for (var one : admin.get(PROJECT + "/environments").path("values")) {
            if (one.path("name").asString().equals(environment)) {
                var there =
                        one.path("prefetch")
                                .valueStream()
                                .filter(copy -> copy.path("version").asString().equals(version))
                                .filter(copy -> copy.path("state").asString().equals("there"))
                                .count();
                return there == one.path("hosts").size() ? Optional.of(one) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> ended(Api api, String commit) {
        var builds = api.get(REPOSITORY + "/builds?commit=" + commit).path("values");
        return builds.isEmpty() ? Optional.empty() : terminal(builds.get(0), "passed");
    }

    private Optional<JsonNode> verified(long deployment) {
        return terminal(admin.get("/api/v1/deployments/" + deployment + "?wait=60"), "verified");
    }

    private Optional<String> released(String issue) {
        for (var release : admin.get(PROJECT + "/releases").path("values")) {
            if (release.path("issues").toString().contains(issue)
                    || release.path("issue").asString("").equals(issue)) {
                return terminal(release, "released").map(it -> it.path("version").asString());
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> terminal(JsonNode thing, String wanted) {
        var state = thing.path("state").asString();
        if (state.equals(wanted)) {
            return Optional.of(thing);
        }
        return switch (state) {
            case "failed", "stopped", "cancelled", "lost" ->
                    throw new StoryFailed("expected " + wanted + ": " + thing);
            default -> Optional.empty();
        };
    }

    private static <T> T await(String what, Supplier<Optional<T>> ask) {
        return Await.until(what, PATIENCE, ask);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(git.workTree());
        Files.writeString(git.workTree().resolve(name), text);
    }

    private static String javaFolder() {
        return Path.of(System.getProperty("java.home"), "bin").toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Rollout.class.getResourceAsStream("/service/" + name)) {
            if (in == null) {
                throw new StoryFailed("This is a bug: the bench was packed without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
