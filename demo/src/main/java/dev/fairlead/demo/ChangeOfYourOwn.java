package dev.fairlead.demo;

/** Leaves an issue open, with the commands and the pages that send it down the line by hand. */
final class ChangeOfYourOwn {
    private static final String TITLE = "Greet who asks for nothing";

    private final Stage stage;
    private final Terminal terminal;

    ChangeOfYourOwn(Stage stage, Terminal terminal) {
        this.stage = stage;
        this.terminal = terminal;
    }

    void say() {
        var developer = new Project(stage.as(People.DEVELOPER));
        var key = openIssue(developer);
        var folder = stage.data().resolve("work").resolve("yours");
        terminal.say("");
        terminal.say("Now you. " + key + " (“" + TITLE + "”) is open. As developer:");
        terminal.say(
                "  1. open %s/issues/%s and click Create branch"
                        .formatted(stage.addressOf(People.DEVELOPER), key));
        terminal.say("  2. git clone %s/scm/ORD/orders.git %s".formatted(withUser(), folder));
        terminal.say("     (git asks for the password above)");
        terminal.say(
                "     cd %s && git switch $(git branch -r --list 'origin/%s-*' --format='%%(refname:lstrip=3)')"
                        .formatted(folder, key));
        terminal.say(
                "     sed -i 's|ask with ?net=10.00|good day, ask with ?net=10.00|' src/main/java/orders/Orders.java");
        terminal.say(
                "     git -c user.name=developer -c user.email=developer@example.com commit -am '%s Greet who asks for nothing'"
                        .formatted(key));
        terminal.say("     git push");
        terminal.say(
                "  3. watch the line on the issue's page; when the build is green open a pull request there");
        terminal.say("  4. approve it as reviewer, merge it, and promote the release as releaser");
    }

    private String openIssue(Project developer) {
        var open =
                developer.api().get("/api/v1/projects/" + Project.KEY + "/issues").path("values");
        for (var issue : open) {
            if (issue.path("title").asString().equals(TITLE)) {
                return issue.path("key").asString();
            }
        }
        return developer.fileIssue(
                "task",
                TITLE,
                "`GET /quotes` without a price answers “ask with ?net=10.00”. Be friendlier.");
    }

    private String withUser() {
        return stage.server().address().toString().replace("://", "://developer@");
    }
}
