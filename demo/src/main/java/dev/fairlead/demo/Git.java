package dev.fairlead.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One person's git, in one work tree: the real client. The password travels in the environment, not
 * in arguments that every process list shows.
 */
public final class Git {
    private final Path workTree;
    private final Api person;

    public Git(Path workTree, Api person) {
        this.workTree = workTree;
        this.person = person;
    }

    /** What git said and how it ended. */
    public record Said(int exitCode, String text) {
        public boolean ok() {
            return exitCode == 0;
        }
    }

    /** Runs git; fails the story when git fails. */
    public String run(String... arguments) {
        var said = ask(arguments);
        if (!said.ok()) {
            throw new StoryFailed("git %s: %s".formatted(String.join(" ", arguments), said.text()));
        }
        return said.text().strip();
    }

    /** Runs git and returns whatever it says. */
    public Said ask(String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        try {
            Files.createDirectories(workTree);
            builder.directory(workTree.toFile());
            var environment = builder.environment();
            environment.put("GIT_TERMINAL_PROMPT", "0");
            environment.put("GIT_CONFIG_NOSYSTEM", "1");
            environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
            environment.put("GIT_CONFIG_COUNT", "4");
            put(environment, 0, "http.extraHeader", "Authorization: " + person.authorization());
            put(environment, 1, "user.name", person.user());
            put(environment, 2, "user.email", person.user() + "@example.com");
            put(environment, 3, "init.defaultBranch", "main");
            var process = builder.start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StoryFailed("git %s did not end within 60 s".formatted(command));
            }
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new StoryFailed("git cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
    }

    public Path workTree() {
        return workTree;
    }

    private static void put(
            java.util.Map<String, String> environment, int index, String key, String value) {
        environment.put("GIT_CONFIG_KEY_" + index, key);
        environment.put("GIT_CONFIG_VALUE_" + index, value);
    }
}
