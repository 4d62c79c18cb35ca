package dev.fairlead.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Keeps a folder of things that come with every deployment from growing. */
public final class OldFiles {
    private OldFiles() {}

    /** Deletes all but the latest entries: files, or folders of files. */
    public static void keepLatest(Path folder, int count) throws IOException {
        keepLatest(folder, count, _ -> true);
    }

    /** The same of those entries alone that are such. */
    public static void keepLatest(Path folder, int count, Predicate<Path> such) throws IOException {
        List<Path> all;
        try (var entries = Files.list(folder)) {
            all =
                    entries.filter(such)
                            .sorted(Comparator.comparingLong(OldFiles::changed).reversed())
                            .toList();
        }
        for (var old : all.subList(Math.min(count, all.size()), all.size())) {
            try {
                delete(old);
            } catch (NoSuchFileException _) {
                // Somebody else was quicker.
            }
        }
    }

    private static void delete(Path old) throws IOException {
        try (var below = Files.walk(old)) {
            for (var path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static long changed(Path path) {
        return path.toFile().lastModified();
    }
}
