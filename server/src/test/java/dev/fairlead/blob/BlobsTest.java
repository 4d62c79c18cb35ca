package dev.fairlead.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {
    private static final String EMPTY =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir Path folder;

    @Test
    void givesBackWhatItStoredUnderItsSha256() throws IOException {
        var blobs = new Blobs(folder);
        assertThat(blobs.store(bytes(""), 0)).isEqualTo(new Blob(EMPTY, 0));
        var blob = blobs.store(bytes("hello"), 5);
        assertThat(blobs.store(bytes("hello"), 5)).isEqualTo(blob);
        assertThat(blobs.open(blob.sha256())).hasContent("hello");
        assertThat(blobs.size(blob.sha256())).isEqualTo(5);
        assertThat(blobs.exists("0".repeat(64))).isFalse();
    }

    @Test
    void refusesMoreThanTheLimitAndKeepsNothing() throws IOException {
        var blobs = new Blobs(folder);
        assertThatThrownBy(() -> blobs.store(bytes("hello!"), 5))
                .isInstanceOf(Problem.class)
                .hasMessage("The upload is larger than 5 bytes, which is the limit.");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void neverLeavesItsFolder() {
        var blobs = new Blobs(folder);
        assertThatThrownBy(() -> blobs.open("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
        var files = new NamedFiles(folder);
        for (var name : new String[] {"../x", "a/../b", "a", "/a/b", "a/b/c", "a/.b"}) {
            assertThatThrownBy(() -> files.open(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sweepsOnlyOldLeftovers() throws IOException {
        var old = Files.writeString(folder.resolve("old.tmp"), "");
        var young = Files.writeString(folder.resolve("young.tmp"), "");
        var now = Clock.systemUTC().instant();
        Files.setLastModifiedTime(old, time(now.minus(TemporarySweeper.GRACE).minusSeconds(1)));
        new TemporarySweeper(folder, Clock.systemUTC()).sweep();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    private static FileTime time(Instant at) {
        return FileTime.from(at);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
