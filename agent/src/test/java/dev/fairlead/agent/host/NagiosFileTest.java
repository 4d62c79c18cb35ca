package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.protocol.JobSpec.NagiosCommands;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real FIFO, with and without somebody who reads it. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class NagiosFileTest {
    private static final String FINE = "[1700000000] ADD_HOST_COMMENT;web01;1;Fairlead;ORD 1.4.3";

    @TempDir Path folder;
    private Path fifo;

    @BeforeEach
    void makesTheFifo() throws Exception {
        fifo = folder.resolve("nagios.cmd");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    }

    @Test
    void writesInOrderWhatTheReaderGetsInWholeLines() throws Exception {
        var commands =
                IntStream.range(0, 900)
                        .mapToObj(i ->
                                "[17%08d] SCHEDULE_HOST_DOWNTIME;höst%d;1;2;1;0;1;F;x"
                                        .formatted(i, i))
                        .toList();
        var expected = (String.join("\n", commands) + "\n").getBytes(StandardCharsets.UTF_8);
        var got = new byte[expected.length];
        // Open for both, as Nagios has it, so that no writer's end is the end.
        try (var reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            write(commands);
            reader.readFully(got);
        }
        assertThat(got).isEqualTo(expected);
    }

    @Test
    void doesNotWaitForANagiosThatIsDown() {
        assertThatThrownBy(() -> write(List.of(FINE)))
                .hasMessage("Nagios does not read " + fifo + ": it is not running.");
    }

    @Test
    void writesToNothingButAFifo() throws Exception {
        var file = Files.writeString(folder.resolve("passwd"), "root\n");
        for (var other : List.of(file, folder, folder.resolve("missing"), Path.of("/dev/null"))) {
            assertThatThrownBy(() -> write(other, List.of(FINE)))
                    .hasMessageContaining("is no command file on the agent's machine");
        }
        assertThat(file).hasContent("root");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1] SHUTDOWN_PROGRAM",
                "[1] PROCESS_FILE;/etc/passwd;1",
                "[1] ADD_HOST_COMMENT;a\n[1] SHUTDOWN_PROGRAM",
                "ADD_HOST_COMMENT;a",
                "[x] ADD_HOST_COMMENT;a",
                "[1] ADD_HOST_COMMENT;a\u0000",
                ""
            })
    void writesNothingButItsOwnCommands(String command) {
        assertThatThrownBy(() -> write(List.of(FINE, command)))
                .hasMessageContaining("not a command for Nagios");
    }

    @Test
    void namesItsLimit() {
        assertThatThrownBy(() -> write(Collections.nCopies(1_001, FINE)))
                .hasMessage("commands: at most 1000 are written at once, were 1001.");
    }

    private void write(List<String> commands) throws IOException, InterruptedException {
        write(fifo, commands);
    }

    private static void write(Path file, List<String> commands)
            throws IOException, InterruptedException {
        NagiosFile.write(new NagiosCommands(file.toString(), commands), new FakeHostJob(1));
    }
}
