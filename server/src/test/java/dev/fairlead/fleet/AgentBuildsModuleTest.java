package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@ModuleTest
@Import({TestSource.class, Heard.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentBuildsModuleTest {
    @Autowired Jobs jobs;
    @Autowired Agents agents;
    @Autowired Heard heard;
    @Autowired Settings settings;
    AgentProcess agent;
    Path work;
    String token;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        work = folder;
        token = Files.readString(settings.data().resolve("agents/default.token")).strip();
        var url = "http://127.0.0.1:" + settings.httpPort();
        agent = AgentProcess.start(url, token, "builder", work.resolve("agent"));
    }

    @AfterAll
    void stop() {
        agent.close();
    }

    @Test
    void runsStepsInTheCommitsFiles() {
        var job = queue("cat folder/file3.txt", "echo again; ls folder | wc -l");

        var built = built(job);

        assertThat(built.failure()).isEmpty();
        await().until(() -> agents.all().stream().anyMatch(one -> one.load() != null));
        assertThat(built.steps()).extracting(Built.StepRun::firstLine).containsExactly(0L, 1L);
        assertThat(jobs.log(job, 0, 10).lines())
                .containsExactly("file 3 of " + Specs.SOURCE.commit(), "again", "10");
    }

    @Test
    void beginsEmptyWhereThePlanWantsNoCheckout() {
        var spec = Specs.withoutCheckout("ls -A | wc -l");
        var job = jobs.queue(Jobs.BUILD_POOL, "builder", 0, spec, Specs.SOURCE);

        assertThat(built(job).failure()).isEmpty();
        assertThat(jobs.log(job, 0, 10).lines()).containsExactly("0");
    }

    @Test
    void findsWhatAJobOfTheSameKeyKeptAndNotWhatABranchKeptForARelease() {
        var key = new RunBuild.Kept("deps", List.of("folder/file1.txt"), List.of("deps"));
        var command = "cat deps/who || echo nobody; mkdir -p deps; echo %s > deps/who";

        assertThat(kept(false, key, command.formatted("failed") + "; false"))
                .contains("nothing is kept yet", "nobody");
        assertThat(kept(false, key, command.formatted("branch"))).contains("nobody", " kept: ");
        assertThat(kept(false, key, command.formatted("again")))
                .contains(" restored: ", "branch")
                .doesNotContain(" kept: ");
        assertThat(kept(true, key, command.formatted("release"))).contains("nobody", " kept: ");
        assertThat(kept(true, key, command.formatted("again"))).contains("release");

        var other = new RunBuild.Kept("deps", List.of("folder/file2.txt"), List.of("deps"));
        assertThat(kept(false, other, "true")).contains("nothing is kept yet");
    }

    @Test
    void keepsNothingThatALinkOfTheJobLeadsTo() {
        var key = new RunBuild.Kept("link", List.of(), List.of("out/hostname", "folder"));

        kept(false, key, "ln -s /etc out; rm -r folder; ln -s /etc folder");

        assertThat(kept(false, key, "ls -A out || echo none; ls -l folder"))
                .contains("is in the way", "none", "file3.txt")
                .doesNotContain("hostname");
    }

    private String kept(boolean reviewed, RunBuild.Kept key, String command) {
        var spec = Specs.keeping(reviewed, key, command);
        var job = jobs.queue(Jobs.BUILD_POOL, "builder", 0, spec, Specs.SOURCE);
        built(job);
        return String.join("\n", jobs.log(job, 0, 100).lines());
    }

    @Test
    void namesTheStepThatFailed() {
        var built = built(queue("true", "exit 3", "echo never"));

        assertThat(built.failure()).isEqualTo("Step \"exit 3\" ended with exit code 3.");
        assertThat(built.steps()).hasSize(2);
    }

    @Test
    void seesNeitherTheServersFilesNorOtherWorkspacesNorSecrets() {
        var data = settings.data().toAbsolutePath();
        var job =
                queue(
                        "ls -A " + data + " " + work + " /root /home 2>/dev/null || true",
                        "cat " + data + "/agents/default.token || echo no token",
                        "cat /etc/shadow || echo no shadow",
                        "env | cut -d= -f1 | sort | tr '\\n' ' '",
                        "id -un; pwd; echo $HOME; ps -e 2>/dev/null | grep -c java || true");

        assertThat(built(job).failure()).isEmpty();
        var log = String.join("\n", jobs.log(job, 0, 1_000).lines());
        assertThat(log).contains("no token", "no shadow", "build\n/workspace\n/home/build");
        assertThat(log).doesNotContain(token, "FAIRLEAD_AGENT_TOKEN", "agent:", "/root:");
    }

    @Test
    void givesAPlansVariablesToItsStepsAndNotToTheSandboxItself() {
        // The loader lists the libraries of whatever sees this, and runs nothing.
        var spec = Specs.build(Map.of("LD_TRACE_LOADED_OBJECTS", "1"), "true");
        var job = jobs.queue(Jobs.BUILD_POOL, "builder", 0, spec, Specs.SOURCE);

        built(job);
        var log = String.join("\n", jobs.log(job, 0, 1_000).lines());
        assertThat(log).contains("libc.so").doesNotContain("libcap.so");
    }

    @Test
    void endsEverythingThatAStepHasStarted() {
        var marker = "424" + ProcessHandle.current().pid();
        built(queue("sleep " + marker + " & setsid nohup sleep " + marker + " & echo started"));

        assertThat(running(marker)).isEmpty();
    }

    @Test
    void cancelsALongStepWithinTwoSeconds() {
        var marker = "425" + ProcessHandle.current().pid();
        var job = queue("sleep " + marker + " & sleep " + marker);
        await().until(() -> running(marker).size() >= 2);

        jobs.cancel(job, "by developer");

        await().atMost(Duration.ofSeconds(2))
                .until(() -> jobs.get(job).state(), JobState.CANCELLED::equals);
        await().until(() -> running(marker).isEmpty());
        assertThat(heard.of(job)).last().isInstanceOf(JobEvent.Cancelled.class);
    }

    @Test
    void stopsAStepWhoseLogIsTooLong() {
        var spec = Specs.build(List.of(), List.of(), 100_000, "yes");
        var job = jobs.queue(Jobs.BUILD_POOL, "builder", 0, spec, Specs.SOURCE);

        assertThat(built(job).failure())
                .isEqualTo("Step \"yes\" was stopped: the build's log may hold 100000 bytes.");
        assertThat(jobs.log(job, 49_999, 10).lines()).containsExactly("y");
    }

    @Test
    void keepsReportsAndArtifacts() {
        var report = "<testsuite><testcase classname=\"A\" name=\"b\" time=\"0.5\"/></testsuite>";
        var spec =
                Specs.build(
                        List.of("**/TEST-*.xml"),
                        List.of("target/*.jar"),
                        100_000,
                        "mkdir target; echo jar > target/a.jar; ln -s /etc/passwd target/b.jar",
                        "echo '" + report + "' > target/TEST-A.xml",
                        "printf 'LF:4\\nLH:3\\n' > lcov.info");
        var job = jobs.queue(Jobs.BUILD_POOL, "builder", 0, spec, Specs.SOURCE);

        var built = built(job);

        assertThat(built.failure()).isEmpty();
        assertThat(built.tests()).extracting(Built.TestCase::millis).containsExactly(500L);
        assertThat(built.artifacts()).extracting(StoredFile::name).containsExactly("target/a.jar");
        assertThat(built.artifacts()).extracting(StoredFile::size).containsExactly(4L);
        assertThat(built.coverage()).isEqualTo(Built.Coverage.of(3, 4, 0, 0));
    }

    @Test
    void namesTheArtifactThatIsMissing() {
        var spec = Specs.build(List.of(), List.of("target/*.jar"), 1_000, "true");
        var job = jobs.queue(Jobs.BUILD_POOL, "builder", 0, spec, Specs.SOURCE);

        assertThat(built(job).failure())
                .isEqualTo("No file matches the artifact \"target/*.jar\".");
    }

    @Test
    void letsABuildWaitAndSaysWhyWhereThereIsNoBubblewrap() throws IOException {
        var url = "http://127.0.0.1:" + settings.httpPort();
        var empty = Files.createDirectory(work.resolve("no-programs")).toString();
        var job = jobs.queue(Jobs.BUILD_POOL, "bare", 0, Specs.build("true"), Specs.SOURCE);
        var bare = work.resolve("bare-agent");
        try (var _ = AgentProcess.start(url, token, "bare", bare, empty, List.of())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> jobs.whyWaiting(job).contains("runs no builds"));
            assertThat(jobs.whyWaiting(job))
                    .isEqualTo(
                            "agent bare of pool default runs no builds: bubblewrap (bwrap) is not"
                                    + " installed");
            assertThat(jobs.get(job).state()).isEqualTo(JobState.QUEUED);
        }
        jobs.cancel(job, "done");
    }

    private static List<ProcessHandle> running(String marker) {
        return ProcessHandle.allProcesses()
                .filter(p ->
                        p.info().arguments().filter(a -> List.of(a).contains(marker)).isPresent())
                .filter(p -> p.info().command().filter(c -> c.endsWith("sleep")).isPresent())
                .toList();
    }

    private long queue(String... commands) {
        return jobs.queue(Jobs.BUILD_POOL, "builder", 0, Specs.build(commands), Specs.SOURCE);
    }

    private Built built(long job) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> jobs.get(job).state(), JobState.FINISHED::equals);
        return (Built) heard.outcome(job);
    }
}
