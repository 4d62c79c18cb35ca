package dev.fairlead.agent.build;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks a commit's tar into an empty folder and never beside it: no absolute or climbing path, no
 * file through a link, links made last, and an end to count, size and depth.
 */
public final class TarExtractor {
    /** What an archive may hold. */
    public record Limits(int entries, long bytes, int pathLength) {
        public static final Limits USUAL = new Limits(200_000, 4L << 30, 1_000);
    }

    private final Path root;
    private final Limits limits;
    private final Set<Path> folders = new HashSet<>();
    private final Map<Path, String> links = new LinkedHashMap<>();
    private int entries;
    private long bytes;

    public TarExtractor(Path root, Limits limits) {
        this.root = root;
        this.limits = limits;
        folders.add(root);
    }

    public void extract(InputStream in) throws IOException {
        var whole = new WholeTar(new BufferedInputStream(in, 64 * 1024));
        var tar = new TarArchiveInputStream(whole, "UTF-8");
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            count(entry);
            extract(entry, tar);
        }
        whole.requireEnd();
        for (var link : links.entrySet()) {
            folder(parent(link.getKey()));
            Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
        }
    }

    private void count(TarArchiveEntry entry) throws IOException {
        bytes += entry.getSize();
        if (++entries > limits.entries()) {
            throw new IOException(
                    "the source holds more than %d files, the limit".formatted(limits.entries()));
        }
        if (entry.getSize() < 0 || bytes > limits.bytes()) {
            throw new IOException(
                    "the source is larger than %d bytes, the limit".formatted(limits.bytes()));
        }
    }

    private void extract(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        var target = target(entry.getName());
        if (entry.isDirectory()) {
            folder(target);
        } else if (entry.isSymbolicLink()) {
            links.put(target, entry.getLinkName());
        } else if (isPlainFile(entry)) {
            folder(parent(target));
            file(target, entry, tar);
        } else {
            throw new IOException("the source holds something that is no file: " + entry.getName());
        }
    }

    /** The library's own question says yes to devices, too. */
    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_NORMAL
                || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }

    private void file(Path target, TarArchiveEntry entry, InputStream tar) throws IOException {
        // Made anew or not at all: an existing link is not written through.
        try (var out =
                Files.newOutputStream(
                        target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            tar.transferTo(out);
        }
        if ((entry.getMode() & 0b001_001_001) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Path target(String name) throws IOException {
        if (name.length() > limits.pathLength() || name.indexOf('\0') >= 0) {
            throw new IOException(
                    "the source holds a path longer than %d characters, the limit"
                            .formatted(limits.pathLength()));
        }
        var target = root.resolve(name).normalize();
        var climbs = false;
        for (var part : Path.of(name)) {
            climbs |= part.toString().equals("..");
        }
        if (name.startsWith("/") || climbs || !target.startsWith(root)) {
            throw new IOException("the source holds a path that leads out of it: " + name);
        }
        return target;
    }

    private void folder(Path folder) throws IOException {
        if (folders.contains(folder)) {
            return;
        }
        folder(parent(folder));
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder);
        }
        folders.add(folder);
    }

    private static Path parent(Path path) throws IOException {
        var parent = path.getParent();
        if (parent == null) {
            throw new IOException("the source holds a path without a folder: " + path);
        }
        return parent;
    }
}
