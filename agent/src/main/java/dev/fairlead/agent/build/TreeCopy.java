package dev.fairlead.agent.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Copies files and folders with all they hold; links are copied, not followed. */
final class TreeCopy {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private TreeCopy() {}

    /**
     * @param from {@code folder/.} for what a folder holds
     * @param to a new name, or the folder that is to hold it
     */
    static void copy(String from, Path to) throws IOException, InterruptedException {
        var command = List.of("cp", "-a", "--reflink=auto", "--", from, to.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = process.getInputStream().readAllBytes();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    "a cache could not be copied: " + new String(said, StandardCharsets.UTF_8));
        }
    }
}
