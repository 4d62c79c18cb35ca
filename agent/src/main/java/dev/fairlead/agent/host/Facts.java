package dev.fairlead.agent.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host told of itself.
 *
 * @param folderThere whether the folder exists; otherwise the next says it of where it would be
 * @param open whether it may be written to
 * @param freeKilobytes of its disk; −1 where that could not be learned
 * @param java the first line of {@code java -version}; null where it was not asked
 */
record Facts(
        String user,
        boolean folderThere,
        boolean open,
        long freeKilobytes,
        List<String> missing,
        @Nullable String java,
        List<Listener> listeners) {
    /**
     * Who listens on the port.
     *
     * @param pid null where the user may not see it
     * @param ours whether it runs in the host's folder
     */
    record Listener(String uid, @Nullable String pid, boolean ours, String name) {}

    static Facts parse(List<String> lines) {
        var user = "";
        var there = false;
        var open = false;
        var free = -1L;
        String java = null;
        var missing = new ArrayList<String>();
        var listeners = new ArrayList<Listener>();
        for (var line : lines) {
            var words = line.split(" ", 5);
            switch (words[0]) {
                case "user" -> user = line.substring(4).strip();
                case "folder" -> {
                    there = words[1].equals("there");
                    open = words[2].equals("open");
                }
                case "free" -> free = words[1].matches("[0-9]{1,18}") ? number(words[1]) : -1;
                case "missing" -> missing.add(words[1]);
                case "java" -> java = line.substring(4).strip();
                case "listens" -> listeners.add(listener(words));
                default -> {} // the greeting and the end
            }
        }
        return new Facts(
                user, there, open, free, List.copyOf(missing), java, List.copyOf(listeners));
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private static Listener listener(String[] words) {
        return words.length < 5
                ? new Listener(words[1], null, false, "")
                : new Listener(words[1], words[2], words[3].equals("yes"), words[4]);
    }
}
