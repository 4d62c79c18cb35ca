package dev.fairlead.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The story, step by step; every step asserts what it tells and throws {@link StoryFailed} when it
 * does not hold.
 */
final class Story {
    private static final String PROMOTERS = "bizplat-releasers";
    private static final int SERVED_AT_LEAST = 1_000;

    private final Stage stage;
    private final Terminal terminal;
    private final Project admin;
    private final Project developer;
    private final Project reviewer;
    private final Project releaser;

    Story(Stage stage, Terminal terminal) {
        this.stage = stage;
        this.terminal = terminal;
        this.admin = new Project(stage.as(People.ADMIN));
        this.developer = new Project(stage.as(People.DEVELOPER));
        this.reviewer = new Project(stage.as(People.REVIEWER));
        this.releaser = new Project(stage.as(People.RELEASER));
    }

    /** Tells the whole story; the load it returns goes on. */
    Load tell() throws IOException {
        setTheStage();
        firstRelease();
        var front = stage.cluster().front();
        var load = new Load(front, "/quotes?net=10.00", 10, 300);
        try {
            terminal.held("a steady load through HAProxy on port " + front.getPort());
            new SecondRelease(stage, terminal, load).tell();
            holds(
                    load.failed() == 0,
                    "%d requests failed; the first: %s"
                            .formatted(load.failed(), load.firstFailure()));
            holds(
                    load.served() >= SERVED_AT_LEAST,
                    "only %d requests were served".formatted(load.served()));
            return load;
        } catch (IOException | RuntimeException e) {
            load.close();
            throw e;
        }
    }

    private void setTheStage() {
        terminal.step(0, "A project, four people, two environments");
        var api = admin.api();
        for (var name : List.of(People.DEVELOPER, People.REVIEWER, People.RELEASER)) {
            api.post(
                    "/api/v1/users",
                    Map.of(
                            "name",
                            name,
                            "displayName",
                            Character.toUpperCase(name.charAt(0)) + name.substring(1),
                            "email",
                            name + "@example.com",
                            "password",
                            stage.people().passwordOf(name)));
        }
        api.put("/api/v1/groups/" + PROMOTERS + "/members/" + People.RELEASER, Map.of());
        api.post("/api/v1/projects", Map.of("key", Project.KEY, "name", "Orders"));
        var members = "/api/v1/projects/" + Project.KEY + "/members/";
        api.put(members + People.DEVELOPER, Map.of("role", "write"));
        api.put(members + People.REVIEWER, Map.of("role", "write"));
        api.put(members + People.RELEASER, Map.of("role", "read"));
        api.post("/api/v1/projects/" + Project.KEY + "/repositories", Map.of("slug", "orders"));
        terminal.held("project ORD with repository orders, people and their roles");
        var environments = "/api/v1/projects/" + Project.KEY + "/environments/";
        api.put(environments + "staging", stage.cluster().stagingDefinition());
        api.put(environments + "production", stage.cluster().productionDefinition(PROMOTERS));
        terminal.held("staging on one host, production on three behind HAProxy");
    }

    private void firstRelease() throws IOException {
        terminal.step(1, "The source is pushed, and ORD-1 takes it down the line as 1.0.0");
        var source = stage.workTree(People.ADMIN, "orders");
        Orders.copyTo(source.workTree());
        source.run("init", "--quiet");
        source.run("add", "--all");
        source.run("commit", "--quiet", "--message", "Quote orders over HTTP");
        source.run("push", "--quiet", cloneAddress(), "main");
        terminal.held("the source of a small service pushed to an empty repository");
        var main = developer.awaitBuild(source.run("rev-parse", "HEAD"));
        expect("passed", main, "the build of main");
        terminal.held("main is built: build " + main.path("id").asLong());

        var key =
                developer.fileIssue(
                        "story",
                        "Say which version runs",
                        "Whoever operates the service wants to ask it: `GET /version`.");
        var branch = developer.createBranch(key);
        var work = clone(branch);
        commit(work, "1-say-the-version", key + " Answer GET /version");
        work.run("push", "--quiet", "origin", branch);
        terminal.held(key + " filed, its branch " + branch + " made, changed and pushed");
        expect(
                "passed",
                developer.awaitBuild(work.run("rev-parse", "HEAD")),
                "the build of " + branch);
        var number = developer.openPullRequest("Say which version runs", branch);
        accepted(reviewer.approve(number));
        accepted(developer.merge(number));
        terminal.held("pull request " + number + " approved by reviewer and merged");
        developer.awaitRelease("1.0.0");
        terminal.held("release 1.0.0 is built, tested and published");
        developer.awaitVerified(key, "staging");
        terminal.held("1.0.0 is verified in staging");
        accepted(releaser.promote("1.0.0", "production"));
        releaser.awaitVerified(key, "production");
        terminal.held("1.0.0 is promoted by releaser and runs on all three production hosts");
    }

    /** The developer's work tree, cloned by real git and switched to a branch. */
    private Git clone(String branch) {
        return clone(stage, branch);
    }

    static Git clone(Stage stage, String branch) {
        var nowhere = stage.workTree(People.DEVELOPER, "");
        nowhere.run("clone", "--quiet", "--branch", branch, cloneAddress(stage), branch);
        return stage.workTree(People.DEVELOPER, branch);
    }

    private String cloneAddress() {
        return cloneAddress(stage);
    }

    static String cloneAddress(Stage stage) {
        return stage.server().address() + "/scm/" + Project.KEY + "/orders.git";
    }

    private void commit(Git work, String change, String message) throws IOException {
        commit(stage.data(), work, change, message);
    }

    static void commit(Path data, Git work, String change, String message) throws IOException {
        work.run("apply", Orders.patch(change, data.resolve("changes")).toString());
        work.run("commit", "--quiet", "--all", "--message", message);
    }

    static void expect(String state, JsonNode found, String what) {
        holds(
                found.path("state").asString().equals(state),
                "%s should have %s: %s".formatted(what, state, found));
    }

    static Api.Answer accepted(Api.Answer answer) {
        holds(answer.ok(), "answered %d: %s".formatted(answer.status(), answer.sentence()));
        return answer;
    }

    static void holds(boolean condition, String otherwise) {
        if (!condition) {
            throw new StoryFailed(otherwise);
        }
    }
}
