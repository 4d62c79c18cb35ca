package dev.fairlead.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs, which refuse to run as root, with as few rights as will do. */
final class Commands {
    private Commands() {}

    /**
     * The command as one that PostgreSQL accepts. For root that is a user namespace in which this
     * process is nobody in particular; the files stay root's, so nothing needs another owner.
     */
    static List<String> unprivileged(List<String> command)
            throws IOException, InterruptedException {
        if (!isRoot()) {
            return command;
        }
        if (!succeeds(List.of("unshare", "-U", "--", "true"))) {
            throw new StartRefused(
                    "PostgreSQL does not run as root, and this machine allows no user namespaces.",
                    "Start Fairlead as an ordinary user, or set FAIRLEAD_DATABASE_URL to a"
                            + " PostgreSQL of your own.");
        }
        var all = new ArrayList<>(List.of("unshare", "-U", "--"));
        all.addAll(command);
        return all;
    }

    /** Runs to the end and gives back what was printed; fails with it when the command fails. */
    static String run(List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile("fairlead-", ".out");
        try {
            var process =
                    builder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " did not end within two minutes");
            }
            var text = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + text.strip());
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }

    /** A builder with an environment that says nothing but where programs are. */
    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        var path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("LC_ALL", "C");
        builder.directory(Path.of("/").toFile());
        return builder;
    }

    private static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
