package dev.fairlead.agent.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes, with the groups that this machine offers and without any. */
class GuardTest {
    private static final Bounds LIMITS = new Bounds(64, 20, 8);

    @TempDir Path folder;

    static Stream<List<Hierarchy>> hierarchies() throws IOException {
        return Stream.of(List.of(), new Hierarchies(Path.of("/proc/self")).find());
    }

    @ParameterizedTest
    @MethodSource("hierarchies")
    void namesTheLimitOfProcesses(List<Hierarchy> hierarchies) throws Exception {
        assertThat(passed(hierarchies, "for i in $(seq 40); do sleep 600 & done; sleep 600"))
                .isEqualTo("it ran more than 20 processes, the limit of this agent");
    }

    @ParameterizedTest
    @MethodSource("hierarchies")
    void namesTheLimitOfMemory(List<Hierarchy> hierarchies) throws Exception {
        assertThat(passed(hierarchies, "x=$(head -c 200000000 /dev/zero | tr '\\0' x); sleep 600"))
                .isEqualTo("it used more than 64 MB of memory, the limit of this agent");
    }

    @ParameterizedTest
    @MethodSource("hierarchies")
    void namesTheLimitOfDisk(List<Hierarchy> hierarchies) throws Exception {
        assertThat(passed(hierarchies, "head -c 100000000 /dev/zero > big; sleep 600"))
                .isEqualTo("it wrote more than 8 MB to disk, the limit of this agent");
        assertThat(Files.size(folder.resolve("big"))).isLessThan(10_000_000);
    }

    @ParameterizedTest
    @MethodSource("hierarchies")
    void endsWhatItGuards(List<Hierarchy> hierarchies) throws Exception {
        try (var guard = guard(hierarchies)) {
            var process = start(guard, "sleep 601 & sleep 601");

            guard.end(process);

            assertThat(process.waitFor()).isNotZero();
            assertThat(process.descendants()).isEmpty();
        }
    }

    private String passed(List<Hierarchy> hierarchies, String script) throws Exception {
        try (var guard = guard(hierarchies)) {
            var process = start(guard, script);
            var passed = guard.passed(process);
            while (passed.isEmpty()) {
                Thread.onSpinWait();
                passed = guard.passed(process);
            }
            guard.end(process);
            process.waitFor();
            return passed;
        }
    }

    private Guard guard(List<Hierarchy> hierarchies) throws Exception {
        var allowance = new Allowance(LIMITS, Bounds.OF_AGENT);
        var name = "fairlead-guard-test-" + ProcessHandle.current().pid();
        var group = JobGroup.make(hierarchies, name, allowance.memory(), allowance.processes());
        return new Guard(allowance, group, new DiskMeter(List.of(folder), List.of()));
    }

    private Process start(Guard guard, String script) throws IOException {
        return new ProcessBuilder(guard.starting(List.of("/bin/sh", "-c", script)))
                .directory(folder.toFile())
                .start();
    }
}
