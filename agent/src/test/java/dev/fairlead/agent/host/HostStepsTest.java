package dev.fairlead.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import dev.fairlead.protocol.Outcome.HostStepRan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrapper with real processes. */
class HostStepsTest implements ShelfContract {
    @TempDir Path folder;
    private long fences = 100;

    @Test
    void runsACommandInTheFolderWithOnlyItsOwnEnvironment() throws Exception {
        var job = new FakeHostJob(1);
        var ran = run(job, "start", "pwd; env | grep -c FAIRLEAD_; echo $FAIRLEAD_VERSION", 10);
        assertThat(ran.failure()).isEmpty();
        assertThat(job.said()).isEqualTo(folder.toRealPath() + "\n1\n1.1.0\n");
    }

    @Test
    void onlyTheCommandSeesItsSecrets() throws Exception {
        var value = "it's\n\"4711\" $HOME \\n `id`\n";
        var job = new FakeHostJob(1);
        job.secrets = Map.of("TOKEN", value, "OTHER", "x".repeat(40_000));
        var ran =
                begin(
                        job,
                        "printf %s \"$TOKEN\"; printf %s \"$OTHER\" | wc -c; touch up; while [ ! -e go ]; do sleep 0.05; done");
        await().until(() -> Files.exists(folder.resolve("up")));
        var arguments = ProcessHandle.allProcesses().map(HostStepsTest::arguments).toList();
        assertThat(arguments).noneMatch(line -> line.contains("4711") || line.contains("xxxx"));
        assertThat(wrappers()).hasSize(3).noneMatch(line -> line.contains("4711"));
        Files.createFile(folder.resolve("go"));
        assertThat(ran.get(10, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(job.said()).isEqualTo(value + "40000\n");
        assertThat(folder.resolve(".fairlead/log/1.log")).doesNotExist();
        assertThat(run(new FakeHostJob(2), "stop", "echo \"[$TOKEN]\"", 10).failure()).isEmpty();
    }

    /** The environments of the processes around the command. */
    private List<String> wrappers() {
        return ProcessHandle.allProcesses()
                .filter(one ->
                        arguments(one).contains(folder + "/.fairlead/fenced.sh")
                                || arguments(one).startsWith("timeout\0"))
                .filter(one -> arguments(one).contains("touch up"))
                .map(one -> read(Path.of("/proc", Long.toString(one.pid()), "environ")))
                .toList();
    }

    private static String arguments(ProcessHandle process) {
        return read(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    @Test
    void tellsTheExitCodeOfACommandThatFailed() throws Exception {
        var ran = run(new FakeHostJob(1), "install", "echo no room >&2; exit 3", 10);
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.failure()).isEqualTo("install on order-1 ended with exit code 3.");
    }

    @Test
    void refusesAFenceThatIsNotAboveTheStoredOne() throws Exception {
        run(new FakeHostJob(7), "stop", "true", 10);
        for (var late : new long[] {6, 7}) {
            var ran = run(new FakeHostJob(late), "stop", "touch done", 10);
            assertThat(ran.refused()).isTrue();
        }
        assertThat(folder.resolve("done")).doesNotExist();
    }

    /** The machine lost its power in the middle of both. */
    @Test
    void refusesItAlsoWhereTheStoredOneAndTheJournalsLastLineWereCutOff() throws Exception {
        run(new FakeHostJob(6), "stop", "true", 10);
        run(new FakeHostJob(71), "stop", "true", 10);
        Files.writeString(folder.resolve(".fairlead/fence"), "");
        Files.writeString(folder.resolve(".fairlead/boot"), "another start of the machine");
        var journal = folder.resolve(".fairlead/journal");
        var lines = Files.readAllLines(journal);
        Files.writeString(journal, String.join("\n", lines.subList(0, 3)) + "\nend 7");

        assertThat(run(new FakeHostJob(70), "stop", "touch done", 10).refused()).isTrue();
        assertThat(folder.resolve("done")).doesNotExist();
        assertThat(run(new FakeHostJob(72), "stop", "true", 10).failure()).isEmpty();
    }

    /** What was synced is later than what was not. */
    @Test
    void refusesItAlsoWhereTheSmallFilesAreThoseOfACommandBefore() throws Exception {
        run(new FakeHostJob(6), "stop", "true", 10);
        var ended = Files.readString(folder.resolve(".fairlead/ended"));
        run(new FakeHostJob(71), "stop", "true", 10);
        Files.writeString(folder.resolve(".fairlead/ended"), ended);
        Files.writeString(folder.resolve(".fairlead/fence"), "6\n");
        Files.writeString(folder.resolve(".fairlead/boot"), "another start of the machine");
        var journal = folder.resolve(".fairlead/journal");
        Files.write(journal, Files.readAllLines(journal).subList(0, 3));

        assertThat(run(new FakeHostJob(70), "stop", "touch done", 10).refused()).isTrue();
        assertThat(folder.resolve("done")).doesNotExist();
        assertThat(run(new FakeHostJob(72), "stop", "true", 10).failure()).isEmpty();
    }

    @Test
    void anAnswerThatBarsMakesTheHostRefuseEarlierFences() throws Exception {
        ask(question(true), new FakeHostJob(9));
        assertThat(run(new FakeHostJob(8), "stop", "touch done", 10).refused()).isTrue();
        ask(question(false), new FakeHostJob(12));
        assertThat(run(new FakeHostJob(11), "stop", "touch done", 10).refused()).isFalse();
    }

    @Test
    void endsACommandThatTakesTooLongWithAllItStarted() throws Exception {
        var command = "timeout 987 sleep 987 & sleep 987 & echo $! > pid; wait";
        var ran = run(new FakeHostJob(1), "verify", command, 1);
        assertThat(ran.failure()).isEqualTo("verify on order-1 took longer than its limit of 1 s.");
        awaitGone(pid());
        var leader = HostFolder.of(folder.toString()).journal().last().orElseThrow();
        await().until(() -> !Processes.sessionLives(leader.pid(), leader.startTicks()));
    }

    @Test
    void endsWhatALaterHolderFindsRunning() throws Exception {
        var first = begin(new FakeHostJob(1), "echo $$ > pid; sleep 986");
        await().until(() -> Files.exists(folder.resolve("pid")));
        var ran = run(new FakeHostJob(2), "stop", "true", 10);
        assertThat(ran.failure()).isEmpty();
        assertThat(first.get(10, TimeUnit.SECONDS).failure()).isNotEmpty();
        awaitGone(pid());
        assertThat(Files.readAllLines(folder.resolve(".fairlead/journal")))
                .filteredOn(line -> line.startsWith("end "))
                .hasSize(2); // one of each, though both wrappers saw the first one end
    }

    @Test
    void aCommandOutlivesItsWrapperAndIsWaitedFor() throws Exception {
        var first =
                begin(
                        new FakeHostJob(1),
                        "echo $$ > pid; while [ ! -e go ]; do sleep 0.05; done; exit 4");
        await().until(() -> Files.exists(folder.resolve("pid")));
        killWrapper("fenced.sh run 1 ");
        Files.createFile(folder.resolve("go"));
        assertThat(first.get(10, TimeUnit.SECONDS).exitCode()).isEqualTo(4);
    }

    @Test
    void tellsThatACommandIsStillRunningWhenItsWrapperWasKilled() throws Exception {
        var first = begin(new FakeHostJob(1), "while [ ! -e go ]; do sleep 0.05; done");
        await().until(() -> HostFolder.of(folder.toString()).journal().last().isPresent());
        killWrapper("fenced.sh run 1 ");
        var asked = ask(question(true), new FakeHostJob(2));
        assertThat(asked.stepUnderWay()).isTrue();
        assertThat(asked.lastStep()).isEqualTo(new LastStep("start", 1, null));
        Files.createFile(folder.resolve("go"));
        first.get(10, TimeUnit.SECONDS);
        asked = ask(question(true), new FakeHostJob(3));
        assertThat(asked.stepUnderWay()).isFalse();
        assertThat(asked.lastStep()).isEqualTo(new LastStep("start", 1, 0));
    }

    @Test
    void whatStartStartsLivesOnAndDoesNotHoldTheLock() throws Exception {
        run(new FakeHostJob(1), "start", "nohup sleep 985 >/dev/null 2>&1 & echo $! > pid", 10);
        assertThat(ProcessHandle.of(pid())).isPresent();
        assertThat(run(new FakeHostJob(2), "verify", "true", 10).failure()).isEmpty();
        assertThat(run(new FakeHostJob(3), "stop", "kill $(cat pid)", 10).failure()).isEmpty();
        awaitGone(pid());
    }

    @Test
    void aJobThatIsNoLongerOursLeavesItsCommandToTheHost() throws Exception {
        var job = new FakeHostJob(1);
        var first = begin(job, "touch pid; while [ ! -e go ]; do sleep 0.05; done");
        await().until(() -> Files.exists(folder.resolve("pid")));
        job.cancelled = true;
        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
                .rootCause()
                .hasMessage("The job is no longer ours; its command goes on on the host.");
        Files.createFile(folder.resolve("go"));
        var journal = HostFolder.of(folder.toString());
        await().until(() ->
                Integer.valueOf(0).equals(journal.journal().last().orElseThrow().exitCode()));
    }

    @Test
    void fetchesAnArtifactOnceAndVerifiesIt() throws Exception {
        var artifact = new Artifact("app.jar", ShelfContract.sha256("bytes"), 5);
        var job = new FakeHostJob(1, "bytes");
        var ran = run(spec("install", "cat $FAIRLEAD_ARTIFACT > app", artifact, 10), job);
        assertThat(ran.failure()).isEmpty();
        assertThat(folder.resolve("app")).hasContent("bytes");
        var again = new FakeHostJob(2, "bytes");
        run(spec("install", "true", artifact, 10), again);
        assertThat(again.fetches).hasValue(0);
    }

    @Override
    public Path shelves() {
        return folder.resolve(".fairlead/artifacts");
    }

    @Override
    public void bring(String step, String command, String bytes) throws Exception {
        var spec = spec(step, command, new Artifact("app.jar", ShelfContract.sha256(bytes), 1), 10);
        assertThat(run(spec, new FakeHostJob(++fences, bytes)).failure()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotTheRelease() throws Exception {
        var artifact = new Artifact("app.jar", ShelfContract.sha256("bytes"), 5);
        var spec = spec("install", "touch done", artifact, 10);
        assertThatThrownBy(() -> run(spec, new FakeHostJob(1, "other")))
                .hasMessageContaining("does not have the digest of the release");
        assertThat(folder.resolve("done")).doesNotExist();
    }

    private HostStepRan run(FakeHostJob job, String name, String command, int seconds)
            throws Exception {
        return run(spec(name, command, null, seconds), job);
    }

    private HostStepRan run(RunHostStep spec, FakeHostJob job) throws Exception {
        return HostSteps.run(spec, LocalHome.of(spec.folder()), job);
    }

    private static HostObserved ask(ObserveHost spec, FakeHostJob job) throws Exception {
        return HostQuestions.ask(spec, LocalHome.of(spec.folder()), job);
    }

    private CompletableFuture<HostStepRan> begin(FakeHostJob job, String command) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run(job, "start", command, 60);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private RunHostStep spec(
            String name, String command, @Nullable Artifact artifact, int seconds) {
        var environment = Map.of("FAIRLEAD_VERSION", "1.1.0");
        return new RunHostStep(
                name, "order-1", folder.toString(), command, environment, artifact, seconds);
    }

    private ObserveHost question(boolean bar) {
        return new ObserveHost("order-1", folder.toString(), null, null, null, bar);
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    }

    private void killWrapper(String mark) {
        var own = folder.resolve(".fairlead").toString();
        await().until(() ->
                ProcessHandle.current()
                                .children()
                                .filter(p -> commandLine(p).contains(own))
                                .filter(p -> commandLine(p).contains(mark))
                                .map(ProcessHandle::destroyForcibly)
                                .count()
                        > 0);
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static void awaitGone(long pid) {
        await().until(() -> Processes.startTicks(pid) < 0);
    }
}
