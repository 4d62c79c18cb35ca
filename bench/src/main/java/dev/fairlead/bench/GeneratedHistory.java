package dev.fairlead.bench;

import dev.fairlead.demo.StoryFailed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A bare repository with many commits over two thousand files in folders, as a service of some
 * years has, and branches {@code wide-100} and {@code wide-3000}, each one commit of so many files.
 * The same for the same number of commits.
 */
final class GeneratedHistory {
    static final String PATH = "src/module-7/part-3/File42.java";

    private static final int MODULES = 20;
    private static final int PARTS = 10;
    private static final int FILES = 100;
    private static final int LINES = 60;
    private static final int CHANGED = 3;

    private final Random random = new Random(20261123);
    private final int commits;
    private final OutputStream out;

    private GeneratedHistory(int commits, OutputStream out) {
        this.commits = commits;
        this.out = out;
    }

    static void write(Path bare, int commits) throws IOException {
        Files.createDirectories(bare);
        run(bare, "git", "init", "-q", "--bare", "-b", "main");
        var git =
                new ProcessBuilder("git", "fast-import", "--quiet")
                        .directory(bare.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var out = new BufferedOutputStream(git.getOutputStream(), 1 << 16)) {
            new GeneratedHistory(commits, out).write();
        }
        await(git, "fast-import");
    }

    private void write() throws IOException {
        for (var commit = 0; commit < commits; commit++) {
            begin("main", commit, "Change " + commit);
            if (commit == 0) {
                for (var file = 0; file < MODULES * PARTS * (FILES / 10); file++) {
                    change(path(file), file);
                }
            } else {
                for (var i = 0; i < CHANGED; i++) {
                    change(path(random.nextInt(MODULES * PARTS * (FILES / 10))), commit);
                }
                if (commit % 50 == 0) {
                    change(PATH, commit);
                }
            }
        }
        for (var wide : new int[] {100, 3_000}) {
            begin("wide-" + wide, commits + wide, "Change " + wide + " files");
            text("from refs/heads/main\n");
            for (var file = 0; file < wide; file++) {
                change("wide/folder-" + file % 50 + "/file-" + file + ".txt", file);
            }
        }
    }

    private void begin(String branch, int at, String message) throws IOException {
        var when = 1_600_000_000L + at * 600L;
        text(
                "commit refs/heads/%s\ncommitter A <a@example.com> %d +0000\n"
                        .formatted(branch, when));
        data(message + "\n");
    }

    private void change(String path, int seed) throws IOException {
        text("M 100644 inline " + path + "\n");
        var content = new StringBuilder();
        var changed = random.nextInt(LINES);
        for (var line = 0; line < LINES; line++) {
            content.append("    line ").append(line).append(" of ").append(path.hashCode());
            content.append(line == changed ? " changed by " + seed : "").append('\n');
        }
        data(content.toString());
    }

    private static String path(int file) {
        return "src/module-%d/part-%d/File%d.java"
                .formatted(file % MODULES, file / MODULES % PARTS, file / MODULES / PARTS);
    }

    private void data(String content) throws IOException {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        text("data " + bytes.length + "\n");
        out.write(bytes);
        text("\n");
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Runs a command in a folder; fails the bench when it fails. */
    static void run(Path folder, String... command) throws IOException {
        await(
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start(),
                String.join(" ", command));
    }

    private static void await(Process process, String what) throws IOException {
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StoryFailed(what + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
    }
}
