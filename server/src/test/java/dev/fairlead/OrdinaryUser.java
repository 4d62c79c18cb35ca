package dev.fairlead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Somebody without powers: where the tests run as root an account that owns nothing, which gets a
 * folder and a copy of the class path, because root's own folders are closed to them.
 */
public record OrdinaryUser(Path home, boolean isRoot) {
    /** Nobody, whom every system knows by this number; initdb wants to know a name. */
    private static final int ID = 65_534;

    /** The user of this folder, which becomes theirs. */
    public static OrdinaryUser of(Path home) throws IOException {
        var user =
                new OrdinaryUser(
                        home, (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        user.give(home);
        return user;
    }

    /** Makes a folder of theirs below home. */
    public Path folder(String name) throws IOException {
        var folder = Files.createDirectory(home.resolve(name));
        give(folder);
        return folder;
    }

    /** What stands before a command that they run. */
    List<String> command() {
        var id = String.valueOf(ID);
        return isRoot
                ? List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--")
                : List.of();
    }

    /** The class path as they may read it. */
    String classPath(String ours) {
        if (!isRoot) {
            return ours;
        }
        var folder = home.resolve("class-path");
        return Arrays.stream(ours.split(":"))
                .map(entry -> readable(Path.of(entry), folder).toString())
                .collect(Collectors.joining(":"));
    }

    private void give(Path folder) throws IOException {
        if (isRoot) {
            Files.setAttribute(folder, "unix:uid", ID);
            Files.setAttribute(folder, "unix:gid", ID);
        }
    }

    /** Below the same path, by which a server tells an agent's classes from its own. */
    private static Path readable(Path entry, Path folder) {
        try (var files = Files.walk(entry)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(file.toString().substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            return folder.resolve(entry.toString().substring(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
