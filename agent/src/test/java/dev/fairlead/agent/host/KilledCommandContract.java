package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a command leaves whose first process is killed, by hand or by the kernel: nothing of it runs
 * beside the next. With real processes, wherever the host is.
 */
abstract class KilledCommandContract {
    static final String TWO = "sleep 984 & echo $! > pid; wait";

    @TempDir Path folder;

    abstract @Nullable Reach reach();

    abstract FakeHostJob job(long fence) throws IOException;

    @BeforeEach
    void ownFolder() throws Exception {
        folder = folder.toRealPath();
    }

    @Test
    void itsWrapperEndsWhatItLeft() throws Exception {
        var ran = begin(job(1), TWO);
        kill(leader());
        assertThat(ran.get(10, TimeUnit.SECONDS).failure())
                .isEqualTo("start on order-1 ended with exit code 137.");
        assertThat(alive(pid())).isFalse();
        assertThat(asked(false).stepUnderWay()).isFalse();
    }

    @Test
    void whatIsInAProcessGroupOfItsOwnIsEndedToo() throws Exception {
        var ran = begin(job(1), "timeout 984 sleep 984 & echo $! > pid; wait");
        kill(leader());
        assertThat(ran.get(10, TimeUnit.SECONDS).exitCode()).isEqualTo(137);
        assertThat(alive(pid())).isFalse();
    }

    @Test
    void whoWatchesItEndsItWhenTheWrapperWasKilledToo() throws Exception {
        var ran = begin(job(1), TWO);
        var leader = leader();
        kill(wrapper());
        kill(leader);
        assertThat(ran.get(10, TimeUnit.SECONDS).exitCode()).isEqualTo(137);
        assertThat(alive(pid())).isFalse();
    }

    @Test
    void theNextCommandEndsItWhenNobodyWatches() throws Exception {
        leave(TWO);
        var next = job(2);
        var beside = "grep -s '^State:.[^ZX]' /proc/$(cat pid)/status; true";
        assertThat(run(next, beside).failure()).isEmpty();
        assertThat(next.said()).isEmpty();
        assertThat(ends()).containsExactly("end 1 start 137", "end 2 start 0");
    }

    @Test
    void itIsUnderWayUntilALaterHolderBarsItAndEndsIt() throws Exception {
        leave(TWO);
        var seen = asked(false);
        assertThat(seen.stepUnderWay()).isTrue();
        assertThat(seen.lastStep()).isEqualTo(new LastStep("start", 1, null));
        var barred = asked(true);
        assertThat(barred.stepUnderWay()).isFalse();
        assertThat(barred.lastStep()).isEqualTo(new LastStep("start", 1, 137));
        assertThat(alive(pid())).isFalse();
    }

    @Test
    void anEarlierHolderEndsNothing() throws Exception {
        run(job(7), "true");
        leave(8, TWO);
        assertThat(run(job(6), "true").refused()).isTrue();
        asked(question(true), job(6));
        assertThat(alive(pid())).isTrue();
        run(job(9), "true");
        assertThat(alive(pid())).isFalse();
    }

    @Test
    void whatLeftTheSessionIsNotItsOwnAnyMore() throws Exception {
        var ran = begin(job(1), "setsid sleep 984 & echo $! > pid; wait");
        kill(leader());
        assertThat(ran.get(10, TimeUnit.SECONDS).exitCode()).isEqualTo(137);
        run(job(2), "true");
        assertThat(alive(pid())).isTrue();
        kill(pid());
    }

    @Test
    void anotherProcessWithItsIdIsLeftAlone() throws Exception {
        var other = session();
        try {
            journal(other.pid(), Processes.startTicks(other.pid()) - 1, Processes.boot());
            assertThat(asked(false).stepUnderWay()).isFalse();
            run(job(2), "true");
            assertThat(alive(pid())).isTrue();
        } finally {
            end(other);
        }
    }

    /** Then ids begin anew, and a daemon may have the session of a leader that went. */
    @Test
    void aSessionOfAnotherStartOfTheMachineIsLeftAlone() throws Exception {
        var other = session();
        var start = Processes.startTicks(other.pid());
        other.destroyForcibly().waitFor();
        try {
            journal(other.pid(), start, "0ff5e7c1-8a8f-4f0e-9a55-0123456789ab 2");
            assertThat(asked(false).stepUnderWay()).isFalse();
            run(job(2), "true");
            assertThat(alive(pid())).isTrue();
        } finally {
            end(other);
        }
    }

    private Process session() throws IOException {
        var line = "sleep 984 & echo $! > pid; wait";
        var process =
                new ProcessBuilder("setsid", "sh", "-c", line).directory(folder.toFile()).start();
        awaitPid();
        return process;
    }

    private void end(Process session) throws Exception {
        session.destroyForcibly().waitFor();
        kill(pid());
    }

    private void journal(long leader, long start, String boot) throws IOException {
        var own = HostFolder.of(folder.toString()).prepare().own();
        Files.writeString(
                own.resolve("journal"),
                "begin 1 start %d %d 1795000000\n".formatted(leader, start));
        Files.writeString(own.resolve("boot"), boot + "\n");
        Files.writeString(own.resolve("fence"), "1\n");
    }

    /** Begins a command and kills all that would end what it leaves. */
    final void leave(String command) throws Exception {
        leave(1, command);
    }

    private void leave(long fence, String command) throws Exception {
        var job = job(fence);
        var ran = begin(job, command);
        var leader = leader();
        job.cancelled = true;
        await().until(ran::isCompletedExceptionally);
        kill(wrapper());
        kill(leader);
    }

    final CompletableFuture<HostStepRan> begin(FakeHostJob job, String command) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run(job, command);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    final HostStepRan run(FakeHostJob job, String command) throws Exception {
        var spec =
                new RunHostStep(
                        "start",
                        "order-1",
                        folder.toString(),
                        command,
                        Map.of(),
                        null,
                        60,
                        List.of(),
                        reach());
        return HostSteps.run(spec, Home.of(spec.folder(), spec.reach(), job), job);
    }

    private HostObserved asked(boolean bar) throws Exception {
        return asked(question(bar), job(5));
    }

    private static HostObserved asked(ObserveHost spec, FakeHostJob job) throws Exception {
        return HostQuestions.ask(spec, Home.of(spec.folder(), spec.reach(), job), job);
    }

    private ObserveHost question(boolean bar) {
        return new ObserveHost("order-1", folder.toString(), null, null, null, bar)
                .reachedBy(reach());
    }

    /** The first process of the command, once that has told the id of another. */
    final long leader() {
        awaitPid();
        return HostFolder.of(folder.toString()).journal().last().orElseThrow().pid();
    }

    private void awaitPid() {
        await().until(() -> Files.exists(folder.resolve("pid")) && !pidText().isEmpty());
    }

    final long pid() throws IOException {
        return Long.parseLong(pidText());
    }

    private String pidText() throws IOException {
        return Files.readString(folder.resolve("pid")).strip();
    }

    /** The first wrapper that runs a command in the folder. */
    private long wrapper() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(this::isWrapper)
                .findFirst()
                .orElseThrow();
    }

    private boolean isWrapper(long pid) {
        var place = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readSymbolicLink(place.resolve("cwd")).equals(folder)
                    && Files.readString(place.resolve("cmdline"))
                            .matches("(?s)sh\\x00[^\\x00]*/fenced[^\\x00]*\\.sh\\x00run\\x00.*");
        } catch (IOException _) {
            return false;
        }
    }

    /** What the journal says of ends, without their times. */
    private List<String> ends() throws IOException {
        return Files.readAllLines(folder.resolve(".fairlead/journal")).stream()
                .filter(line -> line.startsWith("end "))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> !alive(pid));
    }

    static boolean alive(long pid) {
        return Processes.startTicks(pid) >= 0;
    }
}
