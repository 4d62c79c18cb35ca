package dev.fairlead.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFilesTest {
    @TempDir Path folder;
    private NamedFiles files;

    @BeforeEach
    void open() {
        files = new NamedFiles(folder);
    }

    @Test
    void readsBackWhileItWrites() throws IOException {
        try (var out = files.write("r1/a.pack")) {
            out.write("hello".getBytes(StandardCharsets.UTF_8));
            var read = ByteBuffer.allocate(3);
            assertThat(out.read(2, read)).isEqualTo(3);
            assertThat(new String(read.array(), StandardCharsets.UTF_8)).isEqualTo("llo");
            assertThat(out.read(5, ByteBuffer.allocate(1))).isEqualTo(-1);
            out.write(new byte[1 << 17]);
            out.write('!');
            assertThat(out.read((1 << 17) + 5, ByteBuffer.allocate(4))).isEqualTo(1);
        }
    }

    @Test
    void isFinishedOnlyWhenKept() throws IOException {
        try (var out = files.write("r1/a.pack")) {
            out.write('x');
        }
        assertThat(files.list()).singleElement().matches(NamedFiles.Stored::unfinished);
        files.keep(List.of("r1/a.pack"));
        assertThat(files.list())
                .singleElement()
                .matches(file -> !file.unfinished() && file.name().equals("r1/a.pack"));
        try (var in = files.open("r1/a.pack")) {
            assertThat(Channels.newInputStream(in)).hasContent("x");
        }
        files.delete("r1/a.pack");
        files.delete("r1/a.pack");
        assertThat(files.list()).isEmpty();
    }
}
