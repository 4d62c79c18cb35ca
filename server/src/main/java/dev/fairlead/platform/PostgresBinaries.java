package dev.fairlead.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * Unpacks below the given folder unless that was done before, and answers with the folder that
     * has {@code bin} and {@code lib}. A half-unpacked folder never gets the final name.
     */
    static Path unpack(Path folder) throws IOException {
        var resource = "/postgres-linux-" + architecture() + ".txz";
        var version = PostgresBinaries.class.getResource(resource);
        if (version == null) {
            throw new StartRefused(
                    "There is no bundled PostgreSQL for this machine (" + architecture() + ").",
                    "Set FAIRLEAD_DATABASE_URL to a PostgreSQL of your own.");
        }
        var home = folder.resolve(name(version.toString()));
        if (Files.isDirectory(home)) {
            return home;
        }
        Files.createDirectories(folder);
        var work = Files.createTempDirectory(folder, "unpacking-");
        try (var in = PostgresBinaries.class.getResourceAsStream(resource)) {
            var buffered = new BufferedInputStream(Objects.requireNonNull(in), 1 << 16);
            extract(new TarArchiveInputStream(new XZInputStream(buffered)), work);
            Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileSystemUtils.deleteRecursively(work);
        }
        return home;
    }

    private static void extract(TarArchiveInputStream tar, Path target) throws IOException {
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var path = target.resolve(entry.getName()).normalize();
            if (!path.startsWith(target)) {
                throw new IOException(
                        "The archive names a path outside itself: " + entry.getName());
            }
            write(tar, entry, path);
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(path, EXECUTABLE);
        }
    }

    /** The archive's jar carries the version: postgresql-18.6.0. */
    private static String name(String url) {
        var version = url.replaceFirst("(?s).*-(\\d+\\.\\d+\\.\\d+)\\.jar!.*", "$1");
        return "postgresql-" + (version.equals(url) ? "bundled" : version);
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
    }

    private static final Set<PosixFilePermission> EXECUTABLE =
            PosixFilePermissions.fromString("rwxr-xr-x");
}
