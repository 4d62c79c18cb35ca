package dev.fairlead.agent;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Variables for a shell that reads them from a pipe, so that they stand in no argument: lines that
 * it evaluates, and one that says that all of them came.
 */
public final class Exports {
    private Exports() {}

    public static byte[] of(Map<String, String> variables) {
        var lines = new StringBuilder();
        variables.forEach((name, value) ->
                lines.append("export %s='%s'\n".formatted(name, value.replace("'", "'\\''"))));
        return lines.append("fairlead_whole=yes\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
