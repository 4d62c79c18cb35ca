package dev.fairlead.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogTest {
    @TempDir Path folder;

    @Test
    void givesOnlyWholeLines() throws IOException {
        try (var log = new FileLog(folder.resolve("log"), 1_000)) {
            write(log, "one\ntwo\nthr");

            assertThat(read(log, 0)).isEqualTo("one\ntwo\n");
            assertThat(log.lines()).isEqualTo(2);
            write(log, "ee\n");
            assertThat(read(log, 8)).isEqualTo("three\n");
        }
    }

    @Test
    void endsAnOpenLine() throws IOException, InterruptedException {
        try (var log = new FileLog(folder.resolve("log"), 1_000)) {
            write(log, "$ ");
            log.end();

            assertThat(read(log, 0)).isEqualTo("$ \n");
            assertThat(log.awaitMore(0)).isTrue();
            assertThat(log.awaitMore(3)).isFalse();
        }
    }

    @Test
    void breaksALongLineAndKeepsEveryByte() throws IOException {
        var text = "x".repeat(40_000);
        try (var log = new FileLog(folder.resolve("log"), 1 << 20)) {
            write(log, text);
            log.end();

            assertThat(log.lines()).isEqualTo(3);
            assertThat(read(log, 0).replace("\n", "")).isEqualTo(text);
        }
    }

    @Test
    void stopsAtItsLimitAndNamesIt() throws IOException {
        try (var log = new FileLog(folder.resolve("log"), 5)) {
            assertThatThrownBy(() -> write(log, "123456789"))
                    .isInstanceOf(LogLimitException.class)
                    .hasMessage("the log passed its limit of 5 bytes");
            log.end();
            assertThat(read(log, 0)).isEqualTo("12345\n");
        }
    }

    @Test
    void cutsAnyOutputIntoChunksOfWholeLines() throws IOException, InterruptedException {
        var random = new Random(7);
        var text = new StringBuilder();
        for (var i = 0; i < 2_000; i++) {
            text.append("l".repeat(random.nextInt(300))).append('\n');
        }
        try (var log = new FileLog(folder.resolve("log"), 1 << 20)) {
            write(log, text.toString());
            log.end();
            var got = new StringBuilder();
            while (log.awaitMore(got.length())) {
                var chunk = new String(log.read(got.length(), 4_096), UTF_8);
                assertThat(chunk).endsWith("\n");
                got.append(chunk);
            }
            assertThat(got).hasToString(text.toString());
            assertThat(log.lines()).isEqualTo(2_000);
        }
    }

    private static void write(FileLog log, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        log.write(bytes, 0, bytes.length);
    }

    private static String read(FileLog log, long offset) throws IOException {
        return new String(log.read(offset, 64 * 1024), UTF_8);
    }
}
