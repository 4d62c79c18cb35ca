package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.agent.ssh.Connections;
import dev.fairlead.demo.LabHosts;
import dev.fairlead.protocol.JobSpec.NagiosCommands;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real FIFO at the other end of a real connection. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class NagiosThroughSshTest {
    private static final String FINE = "[1700000000] ADD_HOST_COMMENT;web01;1;Fairlead;ORD 1.4.3";

    @TempDir static Path lab;
    private static LabHosts hosts;
    private static FakeHostJob job;

    @TempDir Path folder;
    private Path fifo;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(LabHosts.missing()).isEmpty();
        hosts = LabHosts.loopback(lab, 1);
        job = new FakeHostJob(1);
        job.connections = new Connections(Scripts.remote());
        job.keys = Map.of("KEY", Files.readString(hosts.key()));
    }

    @AfterAll
    static void stop() {
        if (hosts != null) {
            job.connections.close();
            hosts.close();
        }
    }

    @BeforeEach
    void makesTheFifo() throws Exception {
        fifo = folder.resolve("it's $(touch a); nagios.cmd");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    }

    @Test
    void writesInOrderWhatTheReaderGetsInWholeLines() throws Exception {
        var commands =
                IntStream.range(0, 500)
                        .mapToObj(i ->
                                "[17%08d] SCHEDULE_HOST_DOWNTIME;höst%%d$(id)%d;1;2;1;0;1;'F;x\\n"
                                        .formatted(i, i))
                        .toList();
        var expected = (String.join("\n", commands) + "\n").getBytes(StandardCharsets.UTF_8);
        var got = new byte[expected.length];
        try (var reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            write(commands.subList(0, 1));
            hosts.host(1).dropConnections();
            write(commands.subList(1, 500));
            reader.readFully(got);
        }
        assertThat(got).isEqualTo(expected);
    }

    @Test
    void doesNotWaitForANagiosThatIsDownOrReadsNothing() throws Exception {
        assertThatThrownBy(() -> write(List.of(FINE)))
                .hasMessage("Nagios does not read " + fifo + ": it is not running.");
        var more = Collections.nCopies(1_000, FINE + "x".repeat(100));
        try (var _ = new RandomAccessFile(fifo.toFile(), "rw")) {
            assertThatThrownBy(() -> write(more))
                    .hasMessageStartingWith("Nagios does not read " + fifo + ": it is full");
        }
    }

    @Test
    void writesToNothingButAFifo() throws Exception {
        var file = Files.writeString(folder.resolve("passwd"), "root\n");
        for (var other : List.of(file, folder, folder.resolve("missing"), Path.of("/dev/null"))) {
            assertThatThrownBy(() -> write(other, List.of(FINE)))
                    .hasMessageContaining("is no command file at the other end of the connection");
        }
        assertThat(file).hasContent("root");
        assertThat(folder.resolve("missing")).doesNotExist();
        assertThatThrownBy(() -> write(Path.of("/x\ny"), List.of(FINE)))
                .hasMessageContaining("must be one line");
    }

    private void write(List<String> commands) throws IOException, InterruptedException {
        write(fifo, commands);
    }

    private static void write(Path file, List<String> commands)
            throws IOException, InterruptedException {
        var reach = LabReach.reach(hosts.host(1));
        NagiosFile.write(new NagiosCommands(file.toString(), commands, reach), job);
    }
}
