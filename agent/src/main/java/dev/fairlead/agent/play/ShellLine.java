package dev.fairlead.agent.play;

import java.util.List;
import java.util.stream.Collectors;

/** Words that a shell takes as they are. */
final class ShellLine {
    private ShellLine() {}

    static String of(List<String> words) {
        return words.stream().map(ShellLine::quoted).collect(Collectors.joining(" "));
    }

    static String quoted(Object word) {
        return "'" + word.toString().replace("'", "'\\''") + "'";
    }
}
