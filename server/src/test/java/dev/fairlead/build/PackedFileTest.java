package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PackedFileTest {
    @Test
    void listsAndReadsWhatAZipHolds() throws IOException {
        var zip = zip(Map.of("a/one.txt", text("one"), "two.txt", text("two two two two two")));

        var entries = file(zip).entries();

        assertThat(entries).extracting(PackedEntry::name).containsExactly("a/one.txt", "two.txt");
        assertThat(entries).extracting(PackedEntry::size).containsExactly(3L, 19L);
        try (var in = file(zip).open(entries.get(1))) {
            assertThat(in.readAllBytes()).isEqualTo(text("two two two two two"));
        }
    }

    @Test
    void leavesFoldersOut() throws IOException {
        assertThat(file(zip(Map.of("a/", new byte[0]))).entries()).isEmpty();
    }

    @Test
    void refusesWhatIsNoZip() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> file(text("not one at all, and long enough to end")).entries())
                .withMessage(
                        "This is no jar or zip that can be looked into: it does not end like one.");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> file(new byte[0]).entries());
    }

    @Test
    void refusesADirectoryThatLies() throws IOException {
        var zip = zip(Map.of("one.txt", text("one")));
        zip[zip.length - 22 + 10] = 9;

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> file(zip).entries())
                .withMessageContaining("its directory ends before entry 2");
    }

    @Test
    void refusesADirectoryBehindTheEnd() throws IOException {
        var zip = zip(Map.of("one.txt", text("one")));
        zip[zip.length - 22 + 18] = 0x7f;

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> file(zip).entries())
                .withMessageContaining("points behind its own end");
    }

    @Test
    void refusesMoreFilesThanTheLimit() throws IOException {
        var zip = zip(Map.of("one.txt", text("one")));
        zip[zip.length - 22 + 11] = (byte) 0xff;

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> file(zip).entries())
                .withMessageContaining("more than 20000 files");
    }

    @Test
    void refusesABomb() throws IOException {
        var zip = zip(Map.of("zeros", new byte[4 << 20]));
        var entry = file(zip).entries().getFirst();

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> file(zip).open(entry))
                .withMessageContaining("more than 200 times its size");
    }

    @Test
    void givesNoMoreThanTheDirectoryPromised() throws IOException {
        var zip = zip(Map.of("one.txt", text("a".repeat(5_000))));
        var entry = file(zip).entries().getFirst();
        var liar = new PackedEntry(entry.name(), 10, entry.packed(), true, entry.offset());

        try (var in = file(zip).open(liar)) {
            assertThat(in.readAllBytes()).hasSize(10);
        }
    }

    private static PackedFile file(byte[] bytes) {
        return new PackedFile(
                position ->
                        new ByteArrayInputStream(
                                bytes, (int) position, bytes.length - (int) position),
                bytes.length);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
