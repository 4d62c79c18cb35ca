package dev.fairlead.agent.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarExtractorTest {
    @TempDir Path folder;
    Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(folder.resolve("workspace"));
    }

    @Test
    void unpacksFilesFoldersLinksAndWhatMayBeRun() throws IOException {
        extract(
                new Tar()
                        .file("src/Main.java", "class Main {}")
                        .mode("run", 0755)
                        .link("latest", "src/Main.java")
                        .bytes());

        assertThat(root.resolve("src/Main.java")).hasContent("class Main {}");
        assertThat(root.resolve("run")).isExecutable();
        assertThat(Files.isExecutable(root.resolve("src/Main.java"))).isFalse();
        assertThat(root.resolve("latest")).hasContent("class Main {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/outside", "a/../../outside", ".."})
    void refusesPathsThatLeadOut(String name) throws IOException {
        var tar = new Tar().file(name, "x").bytes();

        assertThatThrownBy(() -> extract(tar)).hasMessageContaining("leads out of it");
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void doesNotWriteThroughALink() throws IOException {
        var outside = Files.createDirectory(folder.resolve("outside"));
        var tar = new Tar().link("a", outside.toString()).file("a/file", "x").bytes();

        assertThatThrownBy(() -> extract(tar)).isInstanceOf(IOException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void doesNotPlaceALinkThroughALink() throws IOException {
        var outside = Files.createDirectory(folder.resolve("outside"));
        var tar = new Tar().link("a", outside.toString()).link("a/b", "/etc/passwd").bytes();

        assertThatThrownBy(() -> extract(tar)).isInstanceOf(IOException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void makesLinksThatLeadNowhereWithoutFollowingThem() throws IOException {
        extract(new Tar().link("far", "/nowhere/at/all").bytes());

        assertThat(Files.exists(root.resolve("far"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void refusesHardLinksAndDevices() throws IOException {
        var hard = new Tar().entry("passwd", TarConstants.LF_LINK, "/etc/passwd").bytes();
        var device = new Tar().entry("disk", TarConstants.LF_BLK, "").bytes();

        assertThatThrownBy(() -> extract(hard)).hasMessageContaining("no file: passwd");
        assertThatThrownBy(() -> extract(device)).hasMessageContaining("no file: disk");
    }

    @Test
    void refusesTheSameFileTwice() throws IOException {
        var tar = new Tar().file("a", "one").file("a", "two").bytes();

        assertThatThrownBy(() -> extract(tar)).isInstanceOf(IOException.class);
    }

    @Test
    void namesTheLimitsOfCountAndSize() throws IOException {
        var three = new Tar().file("a", "1").file("b", "2").file("c", "3").bytes();
        var large = new Tar().file("a", "12345678901").bytes();

        var limits = new TarExtractor.Limits(2, 10, 100);
        assertThatThrownBy(() -> extract(three, limits)).hasMessageContaining("more than 2 files");
        assertThatThrownBy(() -> extract(large, limits))
                .hasMessageContaining("larger than 10 bytes");
    }

    @Test
    void refusesATarThatWasCut() throws IOException {
        var tar = new Tar().file("a", "1").bytes();
        var cut = Arrays.copyOf(tar, 1024);

        assertThatThrownBy(() -> extract(cut)).hasMessageContaining("cut on its way");
    }

    private void extract(byte[] tar) throws IOException {
        extract(tar, TarExtractor.Limits.USUAL);
    }

    private void extract(byte[] tar, TarExtractor.Limits limits) throws IOException {
        new TarExtractor(root, limits).extract(new ByteArrayInputStream(tar));
    }

    /** A tar as somebody with bad intentions would make it. */
    private static final class Tar {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

        Tar file(String name, String text) throws IOException {
            return put(new TarArchiveEntry(name, true), text);
        }

        Tar mode(String name, int mode) throws IOException {
            var entry = new TarArchiveEntry(name);
            entry.setMode(mode);
            return put(entry, "");
        }

        Tar link(String name, String target) throws IOException {
            return entry(name, TarConstants.LF_SYMLINK, target);
        }

        Tar entry(String name, byte kind, String target) throws IOException {
            var entry = new TarArchiveEntry(name, kind, true);
            entry.setLinkName(target);
            return put(entry, "");
        }

        private Tar put(TarArchiveEntry entry, String text) throws IOException {
            var content = text.getBytes(StandardCharsets.UTF_8);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        }

        byte[] bytes() throws IOException {
            tar.close();
            return bytes.toByteArray();
        }
    }
}
