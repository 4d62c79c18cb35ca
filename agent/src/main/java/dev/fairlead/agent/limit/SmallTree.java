package dev.fairlead.agent.limit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.OptionalLong;

/**
 * Measures folders that hold less than any job may, without starting a program for it: most jobs
 * end soon and leave little. A file counts whole, with its holes and under each of its names.
 */
final class SmallTree extends SimpleFileVisitor<Path> {
    private static final int MOST_FILES = 1_000;

    /** The smallest limit that a job can ask for. */
    private static final long MOST_BYTES = 1 << 20;

    private static final long BLOCK = 4_096;

    private int files;
    private long bytes;
    private boolean tooMuch;

    private SmallTree() {}

    /** Bytes that the folders take at most; empty where they do not hold little. */
    static OptionalLong bytes(List<Path> folders) throws IOException {
        var tree = new SmallTree();
        for (var folder : folders) {
            Files.walkFileTree(folder, tree);
        }
        return tree.tooMuch ? OptionalLong.empty() : OptionalLong.of(tree.bytes);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return count(BLOCK);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        return count(attributes.size());
    }

    /** What cannot be read may hold much; what vanished holds nothing. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return Files.exists(file) ? count(Long.MAX_VALUE) : FileVisitResult.CONTINUE;
    }

    private FileVisitResult count(long size) {
        tooMuch = tooMuch || size > MOST_BYTES || ++files > MOST_FILES;
        if (!tooMuch) {
            bytes += (size + BLOCK - 1) / BLOCK * BLOCK;
            tooMuch = bytes > MOST_BYTES;
        }
        return tooMuch ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
}
