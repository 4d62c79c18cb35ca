package dev.fairlead.demo;

import java.util.Map;

/** What to do next: links to look at, a way to be everybody, and a change of one's own. */
final class Farewell {
    private final Stage stage;
    private final Terminal terminal;

    Farewell(Stage stage, Terminal terminal) {
        this.stage = stage;
        this.terminal = terminal;
    }

    void say() {
        var server = stage.server().address().toString();
        terminal.say("");
        terminal.say("Look at it:");
        terminal.say("  the line         " + server + "/projects/ORD");
        terminal.say("  the change       " + server + "/issues/ORD-2");
        terminal.say("  what is where    " + server + "/projects/ORD/environments");
        terminal.say("");
        terminal.say(
                "Be everybody in one browser (each link logs in once, on an address of its own):");
        for (var person : People.ALL) {
            terminal.say("  %-10s %s".formatted(person, link(person)));
            terminal.say(
                    "  %-10s or with the password %s"
                            .formatted("", stage.people().passwordOf(person)));
        }
        new ChangeOfYourOwn(stage, terminal).say();
        terminal.say("");
        terminal.say("Ctrl-C stops everything; ./fairlead demo comes back to this point.");
    }

    /** Made by themselves: one that the administrator made could only look. */
    private String link(String person) {
        var path =
                stage.as(person)
                        .post("/api/v1/users/" + person + "/login-links", Map.of())
                        .path("path")
                        .asString();
        return stage.addressOf(person) + path;
    }
}
