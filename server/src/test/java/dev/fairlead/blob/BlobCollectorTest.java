package dev.fairlead.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobCollectorTest {
    @TempDir Path folder;
    private final Set<String> named = new HashSet<>();

    @Test
    void letsGoOfOldBytesThatNothingNames() throws IOException {
        var kept = old("kept");
        var left = old("left behind");
        var young = store("young");
        named.add(kept);

        var collected = collector(asked -> {}).collect();

        assertThat(collected).isEqualTo(new BlobCollector.Collected(1, 11));
        assertThat(blobs().exists(kept)).isTrue();
        assertThat(blobs().exists(left)).isFalse();
        assertThat(blobs().exists(young)).isTrue();
        assertThat(collector(asked -> {}).collect().blobs()).isZero();
    }

    @Test
    void keepsWhatSomebodyStoresAgainWhileItAsks() throws IOException {
        var blob = old("wanted again");

        collector(asked -> store("wanted again")).collect();

        assertThat(blobs().open(blob)).hasContent("wanted again");
    }

    @Test
    void endsWhatAServerLeftThatDied() throws IOException {
        var gone = aside("forgotten", Duration.ofDays(3));
        var back = aside("stored again", Duration.ZERO);

        collector(asked -> {}).collect();

        assertThat(blobs().exists(gone)).isFalse();
        assertThat(blobs().open(back)).hasContent("stored again");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".aside"))).isEmpty();
        }
    }

    @Test
    void deletesNothingWhereAModuleCannotAnswer() throws IOException {
        var blob = old("of somebody who is away");
        var collector =
                collector(asked -> {
                    throw new IllegalStateException("the database is away");
                });

        assertThatThrownBy(collector::collect).hasMessage("the database is away");
        assertThat(blobs().exists(blob)).isTrue();
    }

    /** What happens while the collector asks which blobs are needed. */
    private interface Meanwhile {
        void happens(List<String> asked) throws IOException;
    }

    private BlobCollector collector(Meanwhile meanwhile) {
        BlobUse use =
                asked -> {
                    try {
                        meanwhile.happens(List.copyOf(asked));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                    return Set.copyOf(named);
                };
        return new BlobCollector(folder, List.of(use), Clock.systemUTC());
    }

    private String aside(String text, Duration age) throws IOException {
        var blob = store(text);
        var file = Files.move(file(blob), file(blob).resolveSibling(blob + ".aside"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return blob;
    }

    private String old(String text) throws IOException {
        var blob = store(text);
        var threeDaysAgo = Instant.now().minus(Duration.ofDays(3));
        Files.setLastModifiedTime(file(blob), FileTime.from(threeDaysAgo));
        return blob;
    }

    private String store(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return blobs().store(new ByteArrayInputStream(bytes), bytes.length).sha256();
    }

    private Path file(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private Blobs blobs() {
        return new Blobs(folder);
    }
}
