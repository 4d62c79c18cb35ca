package dev.fairlead.agent.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Who listens in the network of a process, as the kernel tells of it: an image needs no program to
 * be asked, and the agent none of its network.
 */
record Listeners(Path proc) {
    static final Listeners OF_SYSTEM = new Listeners(Path.of("/proc"));

    /** How the kernel calls a socket that listens. */
    private static final String LISTENS = "0A";

    boolean on(long process, int port) {
        var net = proc.resolve(Long.toString(process)).resolve("net");
        return on(net.resolve("tcp"), port) || on(net.resolve("tcp6"), port);
    }

    private static boolean on(Path table, int port) {
        var address = String.format(Locale.ROOT, ":%04X", port);
        for (var line : lines(table)) {
            var words = line.strip().split("\\s+");
            if (words.length > 3 && words[1].endsWith(address) && words[3].equals(LISTENS)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException _) {
            // It has ended, or the kernel knows no such addresses.
            return List.of();
        }
    }
}
