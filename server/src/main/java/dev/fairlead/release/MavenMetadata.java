package dev.fairlead.release;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Maven reads to learn which versions of an artifact there are. */
final class MavenMetadata {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private MavenMetadata() {}

    /**
     * Empty where nothing was released. Names need no escape: Maven allows none that would.
     *
     * @param folder group and artifact as folders: {@code shop/orders}
     */
    static Optional<String> of(String folder, List<ArtifactStore.Listed> versions) {
        var slash = folder.lastIndexOf('/');
        if (versions.isEmpty() || slash < 0) {
            return Optional.empty();
        }
        var latest = versions.getLast().version();
        var list =
                versions.stream()
                        .map(v -> "      <version>" + v.version() + "</version>\n")
                        .collect(Collectors.joining());
        Instant updated =
                versions.stream()
                        .map(ArtifactStore.Listed::released)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return Optional.of(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <metadata>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <versioning>
                    <latest>%s</latest>
                    <release>%s</release>
                    <versions>
                %s    </versions>
                    <lastUpdated>%s</lastUpdated>
                  </versioning>
                </metadata>
                """
                        .formatted(
                                folder.substring(0, slash).replace('/', '.'),
                                folder.substring(slash + 1),
                                latest,
                                latest,
                                list,
                                TIME.format(updated)));
    }
}
