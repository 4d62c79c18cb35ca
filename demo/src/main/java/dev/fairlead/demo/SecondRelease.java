package dev.fairlead.demo;

import static dev.fairlead.demo.Story.accepted;
import static dev.fairlead.demo.Story.expect;
import static dev.fairlead.demo.Story.holds;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Steps 2 to 8: ORD-2 travels from its issue to production, under load, past every refusal. */
final class SecondRelease {
    private static final String PROMOTERS = "bizplat-releasers";

    private final Stage stage;
    private final Terminal terminal;
    private final Load load;
    private final Project developer;
    private final Project reviewer;
    private final Project releaser;

    SecondRelease(Stage stage, Terminal terminal, Load load) {
        this.stage = stage;
        this.terminal = terminal;
        this.load = load;
        this.developer = new Project(stage.as(People.DEVELOPER));
        this.reviewer = new Project(stage.as(People.REVIEWER));
        this.releaser = new Project(stage.as(People.RELEASER));
    }

    void tell() throws IOException {
        terminal.step(2, "ORD-2 is filed and gets a branch; a push straight to main is refused");
        var key =
                developer.fileIssue(
                        "story",
                        "Show VAT on quotes",
                        "Customers ask what they will pay. Add *25 % VAT* to each quote, rounded"
                                + " to the even cent.");
        var branch = developer.createBranch(key);
        terminal.held(key + " filed; branch " + branch + " made from the issue");
        var work = Story.clone(stage, branch);
        pushToMainIsRefused(work);

        terminal.step(3, "Every pushed commit is built; one of them fails its test");
        var red = push(work, branch, "2-show-vat", key + " Show VAT on quotes");
        var failed = developer.awaitBuild(red);
        expect("failed", failed, "the build of the wrong rounding");
        terminal.held("build %d failed: %s".formatted(failed.path("id").asLong(), why(failed)));
        var number = developer.openPullRequest("Show VAT on quotes", branch);
        var whileRed = developer.merge(number);
        holds(!whileRed.ok(), "a pull request with a red build was merged");
        var green = push(work, branch, "3-round-to-even", key + " Round VAT to the even cent");
        var passed = developer.awaitBuild(green);
        expect("passed", passed, "the build of the right rounding");
        terminal.held("build %d passed".formatted(passed.path("id").asLong()));

        terminal.step(4, "A pull request: approved by somebody who did not write it, then merged");
        terminal.refused("to merge while the build was red", whileRed.sentence());
        approveAndMerge(number);

        terminal.step(5, "The merge makes release 1.1.0 by itself");
        var release = developer.awaitRelease("1.1.0");
        terminal.held("1.1.0 built with its full tests, tagged v1.1.0, published once");
        resolveWithMaven(release);

        terminal.step(6, "It goes to staging by itself");
        developer.awaitVerified(key, "staging");
        terminal.held("1.1.0 is verified in staging");

        terminal.step(7, "Who wrote it may not promote it");
        stage.as(People.ADMIN)
                .put("/api/v1/groups/" + PROMOTERS + "/members/" + People.DEVELOPER, Map.of());
        var own = developer.promote("1.1.0", "production");
        holds(!own.ok(), "the developer promoted a release of their own");
        holds(
                own.sentence().contains(red.substring(0, 7))
                        || own.sentence().contains(green.substring(0, 7)),
                "the refusal does not name the commit: " + own.sentence());
        terminal.refused("to be promoted by developer, though now of " + PROMOTERS, own.sentence());
        var promoted = accepted(releaser.promote("1.1.0", "production"));
        terminal.held("promoted by releaser");

        terminal.step(8, "It rolls over three hosts");
        watch(promoted.body().path("deployment").asLong());
        everyHostAnswers(release);
        terminal.step(9, "The issue's page says where it is");
        saysWhereItIs(key);
    }

    private void pushToMainIsRefused(Git work) {
        var said = work.ask("push", "origin", "HEAD~0:main");
        if (said.ok() && said.text().contains("up-to-date")) {
            work.run("commit", "--quiet", "--allow-empty", "--message", "Straight to main");
            said = work.ask("push", "origin", "HEAD:main");
            work.run("reset", "--quiet", "--hard", "HEAD~1");
        }
        holds(!said.ok(), "a push straight to main was accepted");
        var sentence =
                said.text()
                        .lines()
                        .filter(line -> line.contains("main") && line.contains("pull request"))
                        .findFirst()
                        .orElseThrow(() -> new StoryFailed("the refusal does not say what to do"));
        terminal.refused("git push origin HEAD:main", sentence.replace("remote:", "").strip());
    }

    private String push(Git work, String branch, String change, String message) throws IOException {
        Story.commit(stage.data(), work, change, message);
        work.run("push", "--quiet", "origin", branch);
        return work.run("rev-parse", "HEAD");
    }

    private String why(JsonNode build) {
        var failure = build.path("failure").asString("");
        return failure.isEmpty() ? build.toString() : failure;
    }

    private void approveAndMerge(int number) {
        developer.approve(number);
        var alone = developer.merge(number);
        holds(!alone.ok(), "a pull request that only its author approved was merged");
        terminal.refused("to merge when nobody but the author approved", alone.sentence());
        accepted(reviewer.approve(number));
        accepted(developer.merge(number));
        terminal.held("pull request " + number + " approved by reviewer and merged");
    }

    private void resolveWithMaven(JsonNode release) throws IOException {
        var digest = jar(release).path("sha256").asString();
        var resolved = MavenClient.resolve(stage, "com.example.shop:orders:1.1.0");
        holds(
                resolved.equals(digest),
                "Maven resolved %s, the release says %s".formatted(resolved, digest));
        terminal.held(
                "real Maven resolves com.example.shop:orders:1.1.0, sha256:"
                        + digest.substring(0, 12)
                        + "…");
    }

    static JsonNode jar(JsonNode release) {
        for (var artifact : release.path("artifacts")) {
            if (artifact.path("name")
                    .asString()
                    .endsWith("orders-" + release.path("version").asString() + ".jar")) {
                return artifact;
            }
        }
        throw new StoryFailed("the release has no jar: " + release);
    }

    private void watch(long id) {
        var deployment =
                Await.until(
                        "deployment " + id + " has ended",
                        Duration.ofMinutes(3),
                        () -> {
                            var now = releaser.deployment(id);
                            terminal.draw(RollingTable.lines(now, load));
                            return switch (now.path("state").asString()) {
                                case "verified", "failed", "stopped" -> Optional.of(now);
                                default -> Optional.<JsonNode>empty();
                            };
                        });
        terminal.settle();
        expect("verified", deployment, "the deployment");
        terminal.held("verified: served %,d, failed %d".formatted(load.served(), load.failed()));
    }

    private void everyHostAnswers(JsonNode release) {
        var digest = jar(release).path("sha256").asString();
        var asked = new HashSet<String>();
        for (var host : releaser.environment("production").path("hosts")) {
            holds(
                    host.path("sha256").asString("").equals(digest),
                    "a host runs other bytes: " + host);
            asked.add(host.path("name").asString());
        }
        holds(asked.size() == 3, "only these hosts answered: " + asked);
        terminal.held("every host was asked and holds sha256:" + digest.substring(0, 12) + "…");
    }

    private void saysWhereItIs(String key) {
        var line = releaser.issue(key).path("line");
        holds(line.size() == 7, "the line has not seven stops: " + line);
        for (var stop : line) {
            holds(stop.path("state").asString().equals("done"), key + " is not through: " + stop);
        }
        terminal.held(key + " is done at every stop of the line");
    }
}
