package dev.fairlead.agent.host;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Secrets as the wrapper reads them: lines that a shell evaluates, and one that says it has all.
 */
final class SecretLines {
    private SecretLines() {}

    static byte[] of(Map<String, String> secrets) {
        if (secrets.isEmpty()) {
            return new byte[0];
        }
        var lines = new StringBuilder();
        secrets.forEach((name, value) ->
                lines.append("export %s='%s'%n".formatted(name, value.replace("'", "'\\''"))));
        return lines.append("fairlead_whole=yes\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
