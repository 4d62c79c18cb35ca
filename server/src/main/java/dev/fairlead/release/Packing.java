package dev.fairlead.release;

import dev.fairlead.blob.Blobs;
import dev.fairlead.build.BuildArtifact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns what a release build kept into what is published: names, places, digests. */
@Component
class Packing {
    private static final Pattern NOT_PRIMARY =
            Pattern.compile(".*(\\.pom|-(sources|javadoc)\\.\\w+)");

    private final Blobs blobs;

    Packing(Blobs blobs) {
        this.blobs = blobs;
    }

    List<Published> pack(List<BuildArtifact> artifacts, List<Pom> poms, String version) {
        var coordinates = new Coordinates(poms, version);
        var packed = new ArrayList<Published>();
        Set<String> names = new LinkedHashSet<>();
        Set<Pom> modules = new LinkedHashSet<>(coordinates.aggregates());
        for (var artifact : artifacts) {
            var file = Coordinates.fileName(artifact.name());
            var name = names.add(file) ? file : artifact.name();
            var module = coordinates.moduleOf(artifact.name());
            module.ifPresent(modules::add);
            packed.add(
                    new Published(
                            name,
                            digests(artifact.sha256()),
                            artifact.size(),
                            name.equals(file)
                                    ? module.map(m -> coordinates.path(m, file)).orElse(null)
                                    : null,
                            packed.stream().noneMatch(Published::primary)
                                    && !NOT_PRIMARY.matcher(file).matches()));
        }
        for (var module : modules) {
            var file = coordinates.pomFile(module);
            if (names.add(file)) {
                packed.add(pom(module, file, coordinates.path(module, file)));
            }
        }
        return packed;
    }

    private Published pom(Pom module, String file, @Nullable String path) {
        var bytes = module.text().getBytes(StandardCharsets.ISO_8859_1);
        try {
            var stored = blobs.store(new ByteArrayInputStream(bytes), bytes.length);
            return new Published(file, digests(stored.sha256()), stored.size(), path, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Digests digests(String sha256) {
        try (var bytes = blobs.open(sha256)) {
            return Digests.of(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
