package dev.fairlead.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Tells the story on the terminal: headings, what held and how long it took, and a live table. */
final class Terminal {
    private final PrintStream out;
    private final boolean live;
    private long since = System.nanoTime();
    private int drawn;
    private String last = "";

    Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    // There is no console where output goes to a file or a pipe.
    @SuppressWarnings("SystemConsoleNull")
    static Terminal ofThisProcess() {
        var console = System.console();
        return new Terminal(System.out, console != null && console.isTerminal());
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    void step(int number, String title) {
        say("");
        say(bold(number + "  " + title));
        since = System.nanoTime();
    }

    /** A thing that held; the time is what it took since the one before. */
    void held(String what) {
        var took = Duration.ofNanos(System.nanoTime() - since);
        since = System.nanoTime();
        say(
                String.format(
                        Locale.ROOT,
                        "   %s %-84s %6.1f s",
                        colour("32", "✓"),
                        what,
                        took.toMillis() / 1000.0));
    }

    /** A thing that was refused, as it should be, with the sentence of the refusal. */
    void refused(String what, String sentence) {
        since = System.nanoTime();
        say("   " + colour("32", "✓") + " refused: " + what);
        say("       “" + sentence + "”");
    }

    void failed(String sentence) {
        settle();
        say("   " + colour("31", "✗") + " " + sentence);
    }

    /** Draws a table over the one before; without a terminal only the last one is printed. */
    void draw(List<String> lines) {
        last = String.join("\n", lines);
        if (live) {
            if (drawn > 0) {
                out.print("\u001b[" + drawn + "A\u001b[J");
            }
            say(last);
            drawn = lines.size();
        }
    }

    /** Leaves the table where it is. */
    void settle() {
        if (!live && !last.isEmpty()) {
            say(last);
        }
        drawn = 0;
        last = "";
    }

    String bold(String text) {
        return live ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String colour(String code, String text) {
        return live ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
