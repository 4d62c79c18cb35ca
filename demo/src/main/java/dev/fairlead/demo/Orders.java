package dev.fairlead.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The source of the service that travels down the line, and the changes made to it. */
final class Orders {
    private Orders() {}

    /** Copies the service's source into a folder. */
    static void copyTo(Path folder) throws IOException {
        try {
            var source = resource("/orders/pom.xml");
            if (source.getScheme().equals("jar")) {
                try (var jar = FileSystems.newFileSystem(source, Map.of())) {
                    copy(jar.getPath("/orders"), folder);
                }
            } else {
                copy(Path.of(source).resolveSibling(""), folder);
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        Files.setPosixFilePermissions(
                folder.resolve("mvnw"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Writes a change as a patch file, for {@code git apply}. */
    static Path patch(String name, Path folder) throws IOException {
        var file = folder.resolve(name + ".patch");
        Files.createDirectories(folder);
        try (InputStream patch = Orders.class.getResourceAsStream("/changes/" + name + ".patch")) {
            if (patch == null) {
                throw new StoryFailed("This is a bug: no change is called " + name);
            }
            Files.write(file, patch.readAllBytes());
        }
        return file;
    }

    private static URI resource(String name) throws URISyntaxException {
        var url = Orders.class.getResource(name);
        if (url == null) {
            throw new StoryFailed("This is a bug: the demo was packed without " + name);
        }
        return url.toURI();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var path : all.toList()) {
                var target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
