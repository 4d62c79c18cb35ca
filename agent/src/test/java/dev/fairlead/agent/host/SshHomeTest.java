package dev.fairlead.agent.host;

import static dev.fairlead.agent.host.LabReach.pinned;
import static dev.fairlead.agent.host.LabReach.reach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.agent.crypto.Sha256;
import dev.fairlead.agent.ssh.Connections;
import dev.fairlead.agent.ssh.FileDigests;
import dev.fairlead.demo.LabHost;
import dev.fairlead.demo.LabHosts;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done in a host's folder, over real connections. */
class SshHomeTest implements ShelfContract {
    @TempDir static Path lab;
    private static LabHosts hosts;
    private static Connections connections;

    @TempDir Path folder;
    private long fences = 100;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(LabHosts.missing()).isEmpty();
        hosts = LabHosts.loopback(lab, 2);
        connections = new Connections(Scripts.remote());
    }

    @AfterAll
    static void stop() {
        if (hosts != null) {
            connections.close();
            hosts.close();
        }
    }

    @BeforeEach
    void ownFolder() throws Exception {
        folder = folder.toRealPath();
    }

    @Test
    void runsACommandInTheFolderWithOnlyItsOwnEnvironment() throws Exception {
        var job = job(1);
        var ran = run(job, "start", "pwd; env | grep -c FAIRLEAD_; echo $FAIRLEAD_VERSION", 10);
        assertThat(ran.failure()).isEmpty();
        assertThat(job.said()).isEqualTo(folder + "\n1\n1.1.0\n");
        var names = job(2);
        run(names, "start", "env | cut -d = -f 1 | sort", 10);
        assertThat(names.said().lines())
                .containsExactly("FAIRLEAD_VERSION", "HOME", "LANG", "OLDPWD", "PATH", "PWD");
    }

    @Test
    void commandsAndVariablesAreData() throws Exception {
        var value = "'; touch a #\n\"$(touch b)\" `touch c` \\ ü $HOME\n";
        var spec =
                new RunHostStep(
                        "start",
                        "lab1",
                        folder.resolve("it's $(touch d) \"e\" ; *").toString(),
                        "printf %s \"$VALUE\"; printf %s \"$OTHER\" >&2; pwd",
                        Map.of("VALUE", value, "OTHER", "x", "IFS", "/"),
                        null,
                        10,
                        List.of(),
                        reach(hosts.host(1)));
        var job = job(1);
        assertThat(run(spec, job).failure()).isEmpty();
        assertThat(job.said()).isEqualTo(value + "x" + spec.folder() + "\n");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(Path.of(spec.folder()));
        }
    }

    @Test
    void refusesWhatCannotBeData() {
        var spec =
                new RunHostStep(
                        "start",
                        "lab1",
                        "/tmp/a\ntouch b",
                        "true",
                        Map.of(),
                        null,
                        10,
                        List.of(),
                        reach(hosts.host(1)));
        assertThatThrownBy(() -> run(spec, job(1))).hasMessageContaining("must be one line");
        var named =
                new RunHostStep(
                        "start",
                        "lab1",
                        folder.toString(),
                        "true",
                        Map.of("a;b", "c"),
                        null,
                        10,
                        List.of(),
                        reach(hosts.host(1)));
        assertThatThrownBy(() -> run(named, job(2))).hasMessageContaining("a variable's name");
    }

    @Test
    void onlyTheCommandSeesItsSecretsAndNeverTheKey() throws Exception {
        var value = "it's\n\"4711\" $HOME \\n `id`\n";
        var job = job(1);
        job.secrets = Map.of("TOKEN", value);
        var ran =
                begin(
                        job,
                        "printf %s \"$TOKEN\"; env | grep -c KEY; touch up; while [ ! -e go ]; do sleep 0.05; done");
        await().until(() -> Files.exists(folder.resolve("up")));
        assertThat(ProcessHandle.allProcesses().map(SshHomeTest::arguments))
                .noneMatch(line -> line.contains("4711") || line.contains("OPENSSH PRIVATE"));
        Files.createFile(folder.resolve("go"));
        assertThat(ran.get(10, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(job.said()).isEqualTo(value + "0\n");
        assertThat(folder.resolve(".fairlead/log/1.log")).doesNotExist();
    }

    private static String arguments(ProcessHandle process) {
        try {
            var bytes = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    @Test
    void tellsTheExitCodeAndTheOutputWhileItRuns() throws Exception {
        var job = job(1);
        var ran =
                begin(job, "echo first; while [ ! -e go ]; do sleep 0.02; done; echo last; exit 3");
        await().until(() -> job.said().equals("first\n"));
        Files.createFile(folder.resolve("go"));
        assertThat(ran.get(10, TimeUnit.SECONDS).failure())
                .isEqualTo("start on lab1 ended with exit code 3.");
        assertThat(job.said()).isEqualTo("first\nlast\n");
    }

    @Test
    void refusesAFenceThatIsNotAboveTheStoredOne() throws Exception {
        run(job(7), "stop", "true", 10);
        for (var late : new long[] {6, 7}) {
            assertThat(run(job(late), "stop", "touch done", 10).refused()).isTrue();
        }
        ask(question(null, null, true), job(9));
        assertThat(run(job(8), "stop", "touch done", 10).refused()).isTrue();
        assertThat(folder.resolve("done")).doesNotExist();
    }

    @Test
    void aLaterHolderEndsTheOlderCommandThatStillRuns() throws Exception {
        var older = begin(job(1), "echo $$ > pid; sleep 986; touch done");
        await().until(() -> Files.exists(folder.resolve("pid")));
        var otherAgent = job(2);
        otherAgent.connections = new Connections(Scripts.remote());
        var spec = with(reach(hosts.host(1)));
        assertThat(run(spec, otherAgent).failure()).isEmpty();
        otherAgent.connections.close();
        assertThat(older.get(10, TimeUnit.SECONDS).failure()).isNotEmpty();
        assertThat(run(job(1), "start", "touch done", 10).refused()).isTrue();
        assertThat(folder.resolve("done")).doesNotExist();
    }

    @Test
    void aCommandOutlivesItsConnectionAndItsEndIsFound() throws Exception {
        var job = job(1);
        var ran =
                begin(
                        job,
                        "echo begun; touch up; while [ ! -e go ]; do sleep 0.02; done; echo over; exit 4");
        await().until(() -> Files.exists(folder.resolve("up")));
        hosts.host(1).dropConnections();
        await().until(() -> job.said().contains("was lost"));
        Files.createFile(folder.resolve("go"));
        assertThat(ran.get(10, TimeUnit.SECONDS).exitCode()).isEqualTo(4);
        assertThat(job.said()).contains("begun\n").endsWith("over\n");
        assertThat(run(job(2), "stop", "true", 10).failure()).isEmpty();
    }

    @Test
    void aConnectionThatDiedUnusedIsMadeAgain() throws Exception {
        run(job(1), "stop", "true", 10);
        hosts.host(1).dropConnections();
        assertThat(ask(question(null, null, true), job(2)).lastStep())
                .isEqualTo(new LastStep("stop", 1, 0));
    }

    @Test
    void manyCommandsAtOnceLeaveNoShellBehind() throws Exception {
        for (var round = 0; round < 2; round++) {
            var all = new ArrayList<CompletableFuture<HostStepRan>>();
            for (var i = 0; i < 8; i++) {
                var spec = in(folder.resolve("folder-" + i).toString(), "sleep 0.3");
                var job = job(round + 1);
                Supplier<HostStepRan> ran =
                        () -> {
                            try {
                                return run(spec, job);
                            } catch (Exception e) {
                                throw new IllegalStateException(e.getMessage(), e);
                            }
                        };
                all.add(CompletableFuture.supplyAsync(ran, Thread::startVirtualThread));
            }
            for (var one : all) {
                assertThat(one.get(20, TimeUnit.SECONDS).failure()).isEmpty();
            }
        }
    }

    private static RunHostStep in(String folder, String command) {
        var reach = reach(hosts.host(1));
        return new RunHostStep(
                "start", "lab1", folder, command, Map.of(), null, 9, List.of(), reach);
    }

    @Test
    void sendsAnArtifactOnceAndVerifiesIt() throws Exception {
        var artifact = new Artifact("app.jar", ShelfContract.sha256("bytes"), 5);
        var job = job(1, "bytes");
        var fetch =
                new RunHostStep(
                        "fetch",
                        "lab1",
                        folder.toString(),
                        "",
                        Map.of(),
                        artifact,
                        9,
                        List.of(),
                        reach(hosts.host(1)));
        assertThat(run(fetch, job).failure()).isEmpty();
        var install = job(2, "bytes");
        var spec =
                new RunHostStep(
                        "install",
                        "lab1",
                        folder.toString(),
                        "cat $FAIRLEAD_ARTIFACT > app",
                        Map.of(),
                        artifact,
                        9,
                        List.of(),
                        reach(hosts.host(1)));
        assertThat(run(spec, install).failure()).isEmpty();
        assertThat(folder.resolve("app")).hasContent("bytes");
        assertThat(install.fetches).hasValue(0);
        var shelf = folder.resolve(".fairlead/artifacts/" + artifact.sha256() + "/app.jar");
        Files.writeString(shelf, "other");
        var again = job(3, "bytes");
        run(spec, again);
        assertThat(again.fetches).hasValue(1);
        assertThat(shelf).hasContent("bytes");
    }

    /** A host that lost its power may have left anything there. */
    @Test
    void readsTheBytesAgainWhereWhatWasRememberedOfThemIsBroken() throws Exception {
        bring("fetch", "", "a");
        var seen = shelves().resolve(ShelfContract.sha256("a")).resolve(".seen");
        var lies = Files.readAllLines(seen).getFirst();
        for (var broken : List.of("", "soon", "0 + (1", "$(touch /tmp/x)", "08")) {
            Files.writeString(seen, lies + "\n" + broken + "\n");
            bring("fetch", "", "a");
            assertThat(Files.readAllLines(seen).getLast()).as(broken).matches("[0-9]+");
        }
    }

    @Override
    public Path shelves() {
        return folder.resolve(".fairlead/artifacts");
    }

    @Override
    public void bring(String step, String command, String bytes) throws Exception {
        var spec =
                new RunHostStep(
                        step,
                        "lab1",
                        folder.toString(),
                        command,
                        Map.of(),
                        new Artifact("app.jar", ShelfContract.sha256(bytes), 1),
                        9,
                        List.of(),
                        reach(hosts.host(1)));
        assertThat(run(spec, job(++fences, bytes)).failure()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotTheRelease() throws Exception {
        var artifact = new Artifact("app.jar", ShelfContract.sha256("bytes"), 5);
        for (var wrong : new String[] {"other", "longer than that"}) {
            var spec =
                    new RunHostStep(
                            "install",
                            "lab1",
                            folder.toString(),
                            "touch done",
                            Map.of(),
                            artifact,
                            9,
                            List.of(),
                            reach(hosts.host(1)));
            assertThatThrownBy(() -> run(spec, job(1, wrong)))
                    .hasMessageContaining("does not have the digest of the release");
        }
        assertThat(folder.resolve("done")).doesNotExist();
    }

    @Test
    void tellsTheDigestOfTheNamedFileAndWhoHoldsIt() throws Exception {
        var file = Files.writeString(folder.resolve("app [1].jar"), "bytes").toRealPath();
        var holder = new ProcessBuilder("tail", "-f", file.toString()).start();
        try {
            await().until(() ->
                    ask(question(file.getFileName().toString(), null, false), job(1))
                                    .processStarted()
                            != null);
            var told = ask(question("app [1].jar", null, false), job(1));
            assertThat(told.sha256()).isEqualTo(Sha256.of(file));
            assertThat(told.processStarted()).isEqualTo(holder.info().startInstant().orElseThrow());
            assertThat(told.notes()).isEmpty();
            var found = ask(question(null, Sha256.of(file), false), job(1));
            assertThat(found.file()).isEqualTo(file.toString());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(ask(question("app [1].jar", null, false), job(1)).notes())
                .containsExactly(
                        "No running process holds " + file + ", as far as the agent may see.");
    }

    /** Only its ctime tells of that: its size and the time of its change are as they were. */
    @Test
    void readsAFileAgainWhenItWasChanged() throws Exception {
        var file = Files.writeString(folder.resolve("app.jar"), "bytes");
        Files.createDirectories(folder.resolve(".fairlead"));
        var digests = job(1).connection(reach(hosts.host(1))).digests();
        await().until(() -> {
            assertThat(ask(question("app.jar", null, false), job(1)).sha256())
                    .isEqualTo(ShelfContract.sha256("bytes"));
            return digests.of(file.toString()) != null;
        });
        var read = Objects.requireNonNull(digests.of(file.toString()));
        assertThat(read.sha256()).isEqualTo(ShelfContract.sha256("bytes"));
        var other = ShelfContract.sha256("what was not read");
        digests.put(file.toString(), new FileDigests.Read(read.lies(), other));
        assertThat(ask(question("app.jar", null, false), job(1)).sha256()).isEqualTo(other);

        var changed = Files.getLastModifiedTime(file);
        Files.writeString(file, "other");
        Files.setLastModifiedTime(file, changed);

        assertThat(ask(question("app.jar", null, false), job(1)).sha256())
                .isEqualTo(ShelfContract.sha256("other"));
    }

    @Test
    void findsAProcessThatWasOnlyStartedWithThePath() throws Exception {
        var file = Files.writeString(folder.resolve("app.sh"), "while :; do read x; done");
        var holder =
                new ProcessBuilder("sh", "-c", "exec sh -c 'read x; :' app app.sh")
                        .directory(folder.toFile())
                        .start();
        try {
            await().until(() ->
                    ask(question("app.sh", null, false), job(1)).processStarted() != null);
            Files.delete(file);
            assertThat(ask(question("app.sh", null, false), job(1)).notes())
                    .containsExactly("There is no file " + file + ".");
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void doesNotFollowAFileOutOfTheFolder(@TempDir Path elsewhere) throws Exception {
        var secret = Files.writeString(elsewhere.resolve("secret"), "x").toRealPath();
        Files.createSymbolicLink(folder.resolve("app.jar"), secret);
        var told = ask(question("app.jar", null, false), job(1));
        assertThat(told.sha256()).isNull();
        assertThat(told.notes())
                .containsExactly(folder + "/app.jar leads out of the folder, to " + secret + ".");
        var missing =
                new ObserveHost("lab1", folder + "/none", "x", null, null, false)
                        .reachedBy(reach(hosts.host(1)));
        assertThat(ask(missing, job(1)).notes())
                .containsExactly("There is no folder " + folder + "/none.");
    }

    @Test
    void goesThroughAJumpHostWithAKeyOfItsOwn() throws Exception {
        var spec =
                new RunHostStep(
                        "start",
                        "lab2",
                        folder.toString(),
                        "echo there",
                        Map.of(),
                        null,
                        9,
                        List.of(),
                        through(reach(hosts.host(1))));
        for (var fence = 1; fence < 3; fence++) {
            var job = job(fence);
            assertThat(run(spec, job).failure()).isEmpty();
            assertThat(job.said()).isEqualTo("there\n");
        }
        var wrong = through(pinned(hosts.host(1), hosts.host(2).hostKey()));
        var refused =
                new RunHostStep(
                        "start",
                        "lab2",
                        folder.toString(),
                        "touch done",
                        Map.of(),
                        null,
                        9,
                        List.of(),
                        wrong);
        assertThatThrownBy(() -> run(refused, job(3))).hasMessageContaining("is pinned");
    }

    private static Reach through(Reach jump) {
        var to = reach(hosts.host(2));
        return new Reach(to.user(), to.address(), to.port(), to.hostKey(), "KEY", false, jump);
    }

    @Test
    void refusesAHostThatShowsAnotherKeyAndNamesBoth() throws Exception {
        var other = hosts.host(2).hostKey();
        var spec =
                new RunHostStep(
                        "start",
                        "lab1",
                        folder.toString(),
                        "touch done",
                        Map.of(),
                        null,
                        9,
                        List.of(),
                        pinned(hosts.host(1), other));
        assertThatThrownBy(() -> run(spec, job(1)))
                .hasMessageContaining("shows the key " + fingerprint(hosts.host(1)))
                .hasMessageContaining("but " + fingerprint(hosts.host(2)) + " is pinned");
        assertThat(folder.resolve("done")).doesNotExist();
        var byFingerprint = pinned(hosts.host(1), fingerprint(hosts.host(1)));
        var right =
                new RunHostStep(
                        "start",
                        "lab1",
                        folder.toString(),
                        "true",
                        Map.of(),
                        null,
                        9,
                        List.of(),
                        byFingerprint);
        assertThat(run(right, job(2)).failure()).isEmpty();
    }

    @Test
    void saysWhyThereIsNoConnection() throws Exception {
        var host = reach(hosts.host(1));
        var nobody =
                new Reach(
                        "nobody-here",
                        host.address(),
                        host.port(),
                        host.hostKey(),
                        "KEY",
                        false,
                        null);
        assertThatThrownBy(() -> run(with(nobody), job(1)))
                .hasMessageContaining("does not let us in")
                .hasMessageContaining(
                        "The public key of the secret KEY belongs into its authorized_keys.");
        var closed = new Reach(host.user(), "127.0.0.1", 1, host.hostKey(), "KEY", false, null);
        assertThatThrownBy(() -> run(with(closed), job(1)))
                .hasMessageContaining("cannot be reached by SSH: Connection refused.");
        var unknown =
                new Reach(
                        host.user(),
                        "no.such.host.invalid",
                        22,
                        host.hostKey(),
                        "KEY",
                        false,
                        null);
        assertThatThrownBy(() -> run(with(unknown), job(1)))
                .hasMessageContaining("its name is not known");
    }

    @Test
    void worksAsRootBySudo() throws Exception {
        var host = reach(hosts.host(1));
        var sudo =
                new Reach(
                        host.user(),
                        host.address(),
                        host.port(),
                        host.hostKey(),
                        "KEY",
                        true,
                        null);
        assumeThat(Files.exists(Path.of("/usr/bin/sudo"))).isTrue();
        assumeThat(host.user()).isEqualTo("root");
        var job = job(1);
        var spec =
                new RunHostStep(
                        "start",
                        "lab1",
                        folder.toString(),
                        "ps -o args= -p $PPID; id -un",
                        Map.of(),
                        null,
                        9,
                        List.of(),
                        sudo);
        assertThat(run(spec, job).failure()).isEmpty();
        assertThat(job.said()).endsWith("root\n");
        assertThat(ProcessHandle.allProcesses().map(SshHomeTest::arguments))
                .anyMatch(line -> line.startsWith("sudo\0-n\0-H\0"));
    }

    @Test
    void saysWhatIsWrongWithAKeyWithoutShowingIt() {
        var job = new FakeHostJob(1);
        assertThatThrownBy(() -> run(with(reach(hosts.host(1))), job))
                .hasMessageContaining("There is no secret KEY for this environment");
        job.connections = connections;
        job.keys =
                Map.of(
                        "KEY",
                        "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----");
        assertThatThrownBy(() -> run(with(reach(hosts.host(1))), job))
                .hasMessage(
                        "The secret KEY is no private key without a passphrase, as ssh-keygen -t ed25519 -N '' makes one.");
    }

    private RunHostStep with(Reach reach) {
        return new RunHostStep(
                "start", "lab1", folder.toString(), "true", Map.of(), null, 9, List.of(), reach);
    }

    private HostStepRan run(FakeHostJob job, String name, String command, int seconds)
            throws Exception {
        var spec =
                new RunHostStep(
                        name,
                        "lab1",
                        folder.toString(),
                        command,
                        Map.of("FAIRLEAD_VERSION", "1.1.0"),
                        null,
                        seconds,
                        List.of(),
                        reach(hosts.host(1)));
        return run(spec, job);
    }

    private static HostStepRan run(RunHostStep spec, FakeHostJob job) throws Exception {
        return HostSteps.run(spec, Home.of(spec.folder(), spec.reach(), job), job);
    }

    private static HostObserved ask(ObserveHost spec, FakeHostJob job) throws Exception {
        return HostQuestions.ask(spec, Home.of(spec.folder(), spec.reach(), job), job);
    }

    private ObserveHost question(@Nullable String file, @Nullable String sha256, boolean bar) {
        return new ObserveHost("lab1", folder.toString(), file, sha256, null, bar)
                .reachedBy(reach(hosts.host(1)));
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

    private static FakeHostJob job(long fence) throws IOException {
        return job(fence, "");
    }

    private static FakeHostJob job(long fence, String artifact) throws IOException {
        var job = new FakeHostJob(fence, artifact);
        job.connections = connections;
        job.keys = new HashMap<>(Map.of("KEY", Files.readString(hosts.key())));
        return job;
    }

    private static String fingerprint(LabHost host) throws Exception {
        var file = Files.writeString(Files.createTempFile("key", ".pub"), host.hostKey() + "\n");
        var process = new ProcessBuilder("ssh-keygen", "-l", "-f", file.toString()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .split(" ")[1];
    }
}
