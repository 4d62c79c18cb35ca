package dev.fairlead.code;

import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the lines of a file that have a text. */
final class LineSearch {
    private static final int MOST_LINES = 5;
    private static final int MOST_COUNTED = 1_000;
    private static final int LONGEST = 200;

    private final Pattern pattern;

    LineSearch(Pattern pattern) {
        this.pattern = pattern;
    }

    Hits.File in(String content) {
        var lines = new ArrayList<Hits.Line>();
        var matcher = pattern.matcher(content);
        var number = 1;
        var seen = 0;
        var more = 0;
        for (var from = 0; from < content.length() && more < MOST_COUNTED && matcher.find(from); ) {
            for (var i = seen; i < matcher.start(); i++) {
                number += content.charAt(i) == '\n' ? 1 : 0;
            }
            seen = matcher.start();
            if (lines.size() < MOST_LINES) {
                lines.add(line(content, number, matcher));
            } else {
                more++;
            }
            var end = content.indexOf('\n', matcher.start());
            from = end < 0 ? content.length() : end + 1;
        }
        return new Hits.File("", lines, more);
    }

    /** With so much around the match as one can read at a glance. */
    private static Hits.Line line(String content, int number, Matcher match) {
        var begin = content.lastIndexOf('\n', Math.max(0, match.start() - 1)) + 1;
        begin = match.start() == 0 ? 0 : begin;
        var end = content.indexOf('\n', match.start());
        end = end < 0 ? content.length() : end;
        var matchEnd = Math.min(match.end(), end);
        var left = Math.max(begin, match.start() - LONGEST);
        var right = Math.min(end, matchEnd + LONGEST);
        return new Hits.Line(
                number,
                (left > begin ? "…" : "") + content.substring(left, match.start()).stripLeading(),
                content.substring(match.start(), matchEnd),
                content.substring(matchEnd, right).stripTrailing() + (right < end ? "…" : ""));
    }
}
