package dev.fairlead.agent.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.agent.Launcher;
import dev.fairlead.protocol.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes, with the groups that this machine offers and without any. */
class GuardTest {
    private static final Bounds LIMITS = new Bounds(64, 20, 8);
    private static final String PREFIX =
            "fairlead-guard-test-" + ProcessHandle.current().pid() + "-";
    private static final AtomicInteger made = new AtomicInteger();

    @TempDir Path folder;

    /** Where a job runs, and whether a shell waits there for it. */
    record Place(List<Hierarchy> hierarchies, boolean waiting) {}

    static Stream<Place> places() throws IOException {
        var groups = new Hierarchies(Path.of("/proc/self")).find();
        return Stream.of(
                new Place(List.of(), false), new Place(groups, false), new Place(groups, true));
    }

    @ParameterizedTest
    @MethodSource("places")
    void namesTheLimitOfProcesses(Place place) throws Exception {
        assertThat(passed(place, "for i in $(seq 40); do sleep 600 & done; sleep 600"))
                .isEqualTo("it ran more than 20 processes, the limit of this agent");
    }

    @ParameterizedTest
    @MethodSource("places")
    void namesTheLimitOfMemory(Place place) throws Exception {
        assertThat(passed(place, "x=$(head -c 200000000 /dev/zero | tr '\\0' x); sleep 600"))
                .isEqualTo("it used more than 64 MB of memory, the limit of this agent");
    }

    @ParameterizedTest
    @MethodSource("places")
    void namesTheLimitOfDisk(Place place) throws Exception {
        assertThat(passed(place, "head -c 100000000 /dev/zero > big; sleep 600"))
                .isEqualTo("it wrote more than 8 MB to disk, the limit of this agent");
        assertThat(Files.size(folder.resolve("big"))).isLessThan(10_000_000);
    }

    @ParameterizedTest
    @MethodSource("places")
    void endsWhatItGuards(Place place) throws Exception {
        try (var guard = guard(place)) {
            var process = start(guard, "sleep 601 & sleep 601");

            guard.end(process);

            assertThat(process.waitFor()).isNotZero();
            assertThat(process.descendants()).isEmpty();
        }
    }

    private String passed(Place place, String script) throws Exception {
        try (var guard = guard(place)) {
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

    private Guard guard(Place place) throws Exception {
        var allowance = new Allowance(LIMITS, Bounds.OF_AGENT);
        var name = PREFIX + made.incrementAndGet(); // the one before may still be going
        var group = JobGroup.make(place.hierarchies(), name);
        var shell = place.waiting() ? Launcher.start(Doors.wait(group), folder, Map.of()) : null;
        group.bounded(allowance.memory(), allowance.processes());
        var disk = new DiskMeter(List.of(folder), List.of());
        return new Guard(allowance, group, shell, disk, () -> {});
    }

    private Process start(Guard guard, String script) throws IOException {
        var command =
                new Launcher.Command(
                        List.of("/bin/sh", "-c", script),
                        folder,
                        Map.of("PATH", "/usr/bin:/bin"),
                        Duration.ofMinutes(1));
        return guard.start(command);
    }
}
