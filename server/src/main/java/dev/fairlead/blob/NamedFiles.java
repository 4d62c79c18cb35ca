package dev.fairlead.blob;

import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Files that never change once kept, found by a name {@code folder/file} that their owner chooses.
 * A file is written, and is there for readers and for good only after {@link #keep}.
 */
@Component
public class NamedFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+/[a-z0-9][a-z0-9.-]*");

    /** A file as it lies in its folder, finished or not. */
    public record Stored(String name, Instant modified, boolean unfinished) {}

    private final Path folder;

    @Autowired
    NamedFiles(Settings settings) {
        this(settings.shared().resolve("blobs/named"));
    }

    public NamedFiles(Path folder) {
        this.folder = folder;
        Folders.create(folder);
    }

    /** Begins a file that can be read back while it is written. */
    public WrittenFile write(String name) throws IOException {
        var file = path(name + Folders.TEMPORARY);
        Folders.create(parent(file));
        return new WrittenFile(FileChannel.open(file, Folders.NEW));
    }

    /** Makes written files durable, all or, when this fails, perhaps some; only then name them. */
    public void keep(Collection<String> names) throws IOException {
        for (var name : names) {
            var temporary = path(name + Folders.TEMPORARY);
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Folders.move(temporary, path(name));
        }
        var folders = names.stream().map(name -> parent(path(name))).collect(Collectors.toSet());
        for (var each : folders) {
            Folders.sync(each);
        }
    }

    /** Opens a kept file, or one whose writer has closed it. */
    public SeekableByteChannel open(String name) throws IOException {
        try {
            return FileChannel.open(path(name), StandardOpenOption.READ);
        } catch (NoSuchFileException _) {
            return FileChannel.open(path(name + Folders.TEMPORARY), StandardOpenOption.READ);
        }
    }

    /** Removes the file, finished or not; a missing one is no failure. */
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
        Files.deleteIfExists(path(name + Folders.TEMPORARY));
    }

    /** Everything that lies in any folder, in no order. */
    public List<Stored> list() throws IOException {
        var all = new ArrayList<Stored>();
        try (var folders = Files.list(folder)) {
            for (var each : folders.toList()) {
                list(each, all);
            }
        }
        return all;
    }

    private static void list(Path each, List<Stored> all) throws IOException {
        try (var files = Files.list(each)) {
            for (var file : files.toList()) {
                var found = stored(file);
                if (found != null) {
                    all.add(found);
                }
            }
        }
    }

    private static @Nullable Stored stored(Path file) throws IOException {
        try {
            var base = file.getFileName().toString();
            var unfinished = base.endsWith(Folders.TEMPORARY);
            var end = base.length() - (unfinished ? Folders.TEMPORARY.length() : 0);
            var name = parent(file).getFileName() + "/" + base.substring(0, end);
            return new Stored(name, Files.getLastModifiedTime(file).toInstant(), unfinished);
        } catch (NoSuchFileException _) {
            return null; // Removed since it was listed.
        }
    }

    private Path path(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name of a file: " + name);
        }
        return folder.resolve(name);
    }

    private static Path parent(Path file) {
        var parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("No folder: " + file);
        }
        return parent;
    }
}
