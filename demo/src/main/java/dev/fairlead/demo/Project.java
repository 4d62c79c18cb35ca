package dev.fairlead.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The paths of project ORD that the story asks, as one person sees them. */
final class Project {
    static final String KEY = "ORD";
    private static final String PATH = "/api/v1/projects/" + KEY;
    private static final String REPOSITORY = PATH + "/repositories/orders";

    private final Api api;

    Project(Api api) {
        this.api = api;
    }

    Api api() {
        return api;
    }

    String fileIssue(String type, String title, String description) {
        return api.post(
                        PATH + "/issues",
                        Map.of("type", type, "title", title, "description", description))
                .path("key")
                .asString();
    }

    JsonNode issue(String key) {
        return api.get("/api/v1/issues/" + key);
    }

    String createBranch(String issue) {
        return api.post("/api/v1/issues/" + issue + "/branches", Map.of("repository", "orders"))
                .path("name")
                .asString();
    }

    /** Waits for the end of a commit's build. */
    JsonNode awaitBuild(String commit) {
        return Await.until(
                "the build of " + commit.substring(0, 10) + " has ended",
                Duration.ofMinutes(5),
                () -> {
                    var builds = api.get(REPOSITORY + "/builds?commit=" + commit).path("values");
                    return builds.isEmpty() ? Optional.empty() : ended(builds.get(0));
                });
    }

    int openPullRequest(String title, String branch) {
        return api.post(
                        REPOSITORY + "/pull-requests",
                        Map.of("title", title, "source", branch, "target", "main"))
                .path("number")
                .asInt();
    }

    Api.Answer approve(int number) {
        return api.ask("POST", pullRequest(number) + "/approvals", Map.of());
    }

    Api.Answer merge(int number) {
        return api.ask("POST", pullRequest(number) + "/merge", Map.of());
    }

    private static String pullRequest(int number) {
        return REPOSITORY + "/pull-requests/" + number;
    }

    /** Waits until a version is released. */
    JsonNode awaitRelease(String version) {
        return Await.until(
                "release " + version + " is released",
                Duration.ofMinutes(5),
                () -> {
                    var answer = api.ask("GET", PATH + "/releases/" + version, null);
                    var state = answer.body().path("state").asString("");
                    if (state.equals("failed")) {
                        throw new StoryFailed("release " + version + " failed: " + answer.body());
                    }
                    return state.equals("released") ? Optional.of(answer.body()) : Optional.empty();
                });
    }

    Api.Answer promote(String version, String environment) {
        return api.ask(
                "POST",
                PATH + "/environments/" + environment + "/promotions",
                Map.of("version", version));
    }

    /** Waits until an issue's release has been verified in an environment. */
    JsonNode awaitVerified(String issue, String environment) {
        return Await.until(
                issue + " is verified in " + environment,
                Duration.ofMinutes(3),
                () -> {
                    for (var deployment : issue(issue).path("deployments")) {
                        if (deployment.path("environment").asString().equals(environment)) {
                            return deploymentEnded(deployment);
                        }
                    }
                    return Optional.empty();
                });
    }

    JsonNode deployment(long id) {
        return api.get("/api/v1/deployments/" + id);
    }

    JsonNode environment(String name) {
        for (var environment : api.get(PATH + "/environments").path("values")) {
            if (environment.path("name").asString().equals(name)) {
                return environment;
            }
        }
        throw new StoryFailed("there is no environment " + name);
    }

    private static Optional<JsonNode> ended(JsonNode build) {
        return switch (build.path("state").asString()) {
            case "queued", "running" -> Optional.empty();
            default -> Optional.of(build);
        };
    }

    private Optional<JsonNode> deploymentEnded(JsonNode deployment) {
        return switch (deployment.path("state").asString()) {
            case "verified" -> Optional.of(deployment);
            case "failed", "stopped" ->
                    throw new StoryFailed(
                            "the deployment did not get through: "
                                    + deployment(deployment.path("id").asLong()));
            default -> Optional.empty();
        };
    }
}
