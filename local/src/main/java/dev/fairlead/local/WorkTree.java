package dev.fairlead.local;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A developer's work tree: what git knows of it, and its files as they are now. */
record WorkTree(Path root) {
    /** The work tree around a folder. */
    static WorkTree around(Path folder) throws IOException, InterruptedException {
        try {
            var root = git(folder, "rev-parse", "--show-toplevel");
            return new WorkTree(Path.of(root.strip()));
        } catch (IOException e) {
            throw new IOException(
                    "%s is in no work tree of git: %s"
                            .formatted(folder.toRealPath(), e.getMessage()),
                    e);
        }
    }

    String name() {
        return String.valueOf(root.getFileName());
    }

    /** The branch that is checked out; the commit's name where none is. */
    String branch() throws IOException, InterruptedException {
        return git(root, "rev-parse", "--abbrev-ref", "HEAD").strip();
    }

    String commit() throws IOException, InterruptedException {
        return git(root, "rev-parse", "HEAD").strip();
    }

    /** What a build of these files would say is changed: not committed yet, or else the commit. */
    List<String> changed() throws IOException, InterruptedException {
        var changed = new ArrayList<>(names("diff", "--name-only", "-z", "HEAD"));
        changed.addAll(names("ls-files", "--others", "--exclude-standard", "-z"));
        return changed.isEmpty()
                ? names("diff-tree", "--root", "--no-commit-id", "--name-only", "-r", "-z", "HEAD")
                : changed;
    }

    /**
     * Writes a tar of the files that are tracked, or neither tracked nor ignored, as they are now.
     *
     * @return how many
     */
    int copy(Path file) throws IOException, InterruptedException {
        var names = names("ls-files", "--cached", "--others", "--exclude-standard", "-z");
        var count = 0;
        try (var out = new BufferedOutputStream(Files.newOutputStream(file));
                var tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (var name : names.stream().distinct().toList()) {
                count += add(tar, name) ? 1 : 0;
            }
        }
        return count;
    }

    /** Deleted files are still tracked, and a submodule is a folder. */
    private boolean add(TarArchiveOutputStream tar, String name) throws IOException {
        var file = root.resolve(name);
        if (Files.isSymbolicLink(file)) {
            var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(Files.readSymbolicLink(file).toString());
            tar.putArchiveEntry(link);
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            var entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(file));
            entry.setMode(Files.isExecutable(file) ? 0755 : 0644);
            tar.putArchiveEntry(entry);
            Files.copy(file, tar);
        } else {
            return false;
        }
        tar.closeArchiveEntry();
        return true;
    }

    private List<String> names(String... arguments) throws IOException, InterruptedException {
        return List.of(git(root, arguments).split("\0")).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String git(Path folder, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(folder.toFile()).start();
        process.getOutputStream().close();
        var said = new StringBuilder();
        var errors = Thread.ofVirtual().start(() -> said.append(text(process)));
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var code = process.waitFor();
        errors.join();
        if (code != 0) {
            throw new IOException(said.toString().strip());
        }
        return output;
    }

    private static String text(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
