package dev.fairlead.release;

import dev.fairlead.blob.Blobs;
import dev.fairlead.issue.Project;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The released files of a project in the layout that Maven asks for: each file, its digests beside
 * it, and per artifact a list of its released versions.
 */
@Component
public class MavenRepository {
    private static final String METADATA = "/maven-metadata.xml";

    private final ArtifactStore artifacts;
    private final Blobs blobs;

    MavenRepository(ArtifactStore artifacts, Blobs blobs) {
        this.artifacts = artifacts;
        this.blobs = blobs;
    }

    /** Bytes to be sent; open them once. */
    public record File(long size, Content content) {
        /** Opens the bytes. */
        public interface Content {
            InputStream open() throws IOException;
        }

        static File of(String text) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            return new File(bytes.length, () -> new ByteArrayInputStream(bytes));
        }
    }

    /** What stands at a path such as {@code shop/orders/1.1.0/orders-1.1.0.jar.sha1}. */
    public Optional<File> find(Project project, String path) {
        for (var kind : Checksum.values()) {
            if (path.endsWith(kind.suffix())) {
                var of = path.substring(0, path.length() - kind.suffix().length());
                return checksum(project, of, kind).map(File::of);
            }
        }
        return metadata(project, path)
                .map(File::of)
                .or(() ->
                        artifacts
                                .at(project.id(), path)
                                .map(f -> new File(f.size(), () -> blobs.open(f.sha256()))));
    }

    /** The released version whose folder this path stands in: nothing may be added to it. */
    public Optional<String> released(Project project, String path) {
        var folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return folder.isEmpty()
                ? Optional.empty()
                : artifacts
                        .versionBelow(project.id(), folder)
                        .filter(version -> folder.endsWith("/" + version));
    }

    private enum Checksum {
        SHA256,
        SHA1,
        MD5;

        String suffix() {
            return "." + name().toLowerCase(Locale.ROOT);
        }

        String of(Digests digests) {
            return switch (this) {
                case SHA256 -> digests.sha256();
                case SHA1 -> digests.sha1();
                case MD5 -> digests.md5();
            };
        }
    }

    private Optional<String> checksum(Project project, String path, Checksum kind) {
        return metadata(project, path)
                .map(MavenRepository::digests)
                .or(() ->
                        artifacts
                                .at(project.id(), path)
                                .map(f -> new Digests(f.sha256(), f.sha1(), f.md5())))
                .map(kind::of);
    }

    private Optional<String> metadata(Project project, String path) {
        if (!path.endsWith(METADATA)) {
            return Optional.empty();
        }
        var folder = path.substring(0, path.length() - METADATA.length());
        return MavenMetadata.of(folder, artifacts.versions(project.id(), folder));
    }

    private static Digests digests(String text) {
        try {
            return Digests.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
