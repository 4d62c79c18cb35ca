package dev.fairlead.build.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a line of a log into pieces with a colour each. A log is written by strangers: of all that
 * a terminal understands only the sixteen colours and bold are kept, every other escape and control
 * character is dropped, and the template escapes what is left.
 */
public final class Ansi {
    /** Some text and the CSS class of its colour; empty for none. */
    public record Piece(String text, String style) {}

    /** CSI, OSC and two-character escapes; group 1 holds the parameters of a colour. */
    private static final Pattern ESCAPE =
            Pattern.compile(
                    "\\x1b\\[([0-9;]*)m"
                            + "|\\x1b\\[[0-?]*[ -/]*[@-~]"
                            + "|\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?"
                            + "|\\x1b.?");

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

    private int colour = -1;
    private boolean bold;

    private Ansi() {}

    static List<Piece> pieces(String line) {
        return new Ansi().split(lastWritten(line));
    }

    /** A progress bar writes over its line; what stands there at the end is what counts. */
    private static String lastWritten(String line) {
        var text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return text.substring(text.lastIndexOf('\r') + 1);
    }

    private List<Piece> split(String line) {
        var pieces = new ArrayList<Piece>();
        var escapes = ESCAPE.matcher(line);
        int from = 0;
        while (escapes.find()) {
            add(pieces, line.substring(from, escapes.start()));
            if (escapes.group(1) != null) {
                colour(escapes.group(1));
            }
            from = escapes.end();
        }
        add(pieces, line.substring(from));
        return pieces;
    }

    private void add(List<Piece> pieces, String text) {
        var clean = CONTROL.matcher(text).replaceAll("");
        if (!clean.isEmpty()) {
            pieces.add(new Piece(clean, style()));
        }
    }

    private String style() {
        var hue = colour < 0 ? "" : "c" + colour;
        return bold ? (hue + " bold").strip() : hue;
    }

    private void colour(String parameters) {
        for (var parameter : parameters.split(";")) {
            apply(parameter.isEmpty() ? 0 : number(parameter));
        }
    }

    private void apply(int code) {
        if (code == 0) {
            colour = -1;
            bold = false;
        } else if (code == 1) {
            bold = true;
        } else if (code == 22) {
            bold = false;
        } else if (code == 39) {
            colour = -1;
        } else if (code >= 30 && code <= 37) {
            colour = code - 30;
        } else if (code >= 90 && code <= 97) {
            colour = code - 90 + 8;
        }
    }

    private static int number(String digits) {
        return digits.length() > 3 ? -1 : Integer.parseInt(digits);
    }
}
