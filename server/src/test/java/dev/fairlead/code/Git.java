package dev.fairlead.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real git client, in one folder, with nobody's configuration. */
public final class Git {
    /** What git said and how it ended. */
    public record Answer(int code, String text) {}

    private final Path folder;

    public Git(Path folder) {
        this.folder = folder;
    }

    /** A new repository with branch main and the committer set. */
    public static Git init(Path folder, String name) {
        var git = new Git(folder);
        git.run("init", "-q", "-b", "main");
        return git.as(name);
    }

    public static Git clone(String url, Path folder) {
        new Git(folder.toAbsolutePath().getParent())
                .run("clone", "-q", url, folder.toAbsolutePath().toString());
        return new Git(folder);
    }

    public Git as(String name) {
        run("config", "user.name", name);
        run("config", "user.email", name + "@example.org");
        return this;
    }

    public Path folder() {
        return folder;
    }

    /** Writes a file and commits it; gives the commit. */
    public String commit(String file, String content, String message) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("add", "-A");
        run("commit", "-q", "-m", message);
        return run("rev-parse", "HEAD");
    }

    /** Runs git; fails with what it said when it failed. */
    public String run(String... arguments) {
        var answer = attempt(arguments);
        if (answer.code() != 0) {
            throw new AssertionError("git " + List.of(arguments) + ": " + answer.text());
        }
        return answer.text().strip();
    }

    /** Runs git and tells how it ended, output and errors together. */
    public Answer attempt(String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
        builder.environment().remove("GIT_SSL_CAINFO");
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new AssertionError("git " + command + " does not end");
            }
            return new Answer(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
