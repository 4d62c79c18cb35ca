package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/**
 * What pipelines may try, on a real agent with small limits: each stops at a limit that is named,
 * and the next job on the agent finds nothing of it.
 */
@ModuleTest
@Import({TestSource.class, Heard.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileBuildsModuleTest {
    private static final int LONG = 300;
    private static final String MARK = "437" + ProcessHandle.current().pid();

    @Autowired Jobs jobs;
    @Autowired Heard heard;
    @Autowired Settings settings;
    AgentProcess agent;
    Path work;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        var token = Files.readString(settings.data().resolve("agents/default.token")).strip();
        var url = "http://127.0.0.1:" + settings.httpPort();
        work = folder.resolve("agent");
        agent =
                AgentProcess.start(
                        url,
                        token,
                        "hostile",
                        work,
                        "--executors",
                        "1",
                        "--memory",
                        "128",
                        "--processes",
                        "60",
                        "--disk",
                        "32");
    }

    @AfterAll
    void stop() {
        agent.close();
    }

    /** On the same agent, right after. */
    @AfterEach
    void theNextJobPassesAndStartsClean() throws IOException {
        var job =
                queue(
                        bounded(
                                // Its caches are all that a job finds in its home.
                                "ls -A /tmp; ls -A /home/build | grep -v '^.\\(m2\\|gradle\\|npm\\)$' || true",
                                "ls; for p in /proc/[0-9]*; do read -r name < $p/comm; echo $name; done"));

        assertThat(built(job).failure()).isEmpty();
        assertThat(jobs.log(job, 0, 100).lines()).containsExactly("folder", "bwrap", "sh");
        assertThat(marked()).isEmpty();
    }

    @Test
    void aForkBomb() {
        assertThat(failure(bounded("f() { f | f & f; }; f")))
                .isEqualTo(
                        "Step \"x\" was stopped: it ran more than 60 processes, the limit of this"
                                + " agent.");
    }

    @Test
    void aHogOfMemory() {
        assertThat(failure(bounded("x=$(head -c 400000000 /dev/zero | tr '\\0' x); sleep " + MARK)))
                .isEqualTo(
                        "Step \"x\" was stopped: it used more than 128 MB of memory, the limit of"
                                + " this agent.");
    }

    @Test
    void aHogOfDisk() {
        assertThat(failure(bounded("head -c 10000000000 /dev/zero > /tmp/x; sleep " + MARK)))
                .isEqualTo(
                        "Step \"x\" was stopped: it wrote more than 32 MB to disk, the limit of"
                                + " this agent.");
    }

    @Test
    void aHogOfCaches() {
        assertThat(failure(bounded("head -c 10000000000 /dev/zero > ~/.m2/x; sleep " + MARK)))
                .contains("32 MB to disk");
        assertThat(work.resolve("caches/1/branch/main/=")).doesNotExist();
        assertThat(built(queue(bounded("ls ~/.m2"))).failure()).isEmpty();
        assertThat(work.resolve("caches/1/branch/main/=/maven/x")).doesNotExist();
    }

    @Test
    void aHogOfMemoryThatAskedForLess() {
        var asks = new Bounds(64, 0, 0);
        var script = "x=$(head -c 400000000 /dev/zero | tr '\\0' x); sleep " + MARK;

        assertThat(failure(Specs.bounded(List.of(), LONG, asks, script)))
                .endsWith("more than 64 MB of memory, the limit of its plan.");
    }

    @Test
    void aJobThatAsksForMoreThanTheAgentGives() {
        var asks = new Bounds(0, 5_000, 0);

        assertThat(failure(Specs.bounded(List.of(), LONG, asks, "true")))
                .isEqualTo(
                        "The job asks for 5,000 processes; this agent gives 60 at most. Ask for"
                                + " less in fairlead.yml.");
    }

    @Test
    void aLogWithoutEnd() {
        assertThat(failure(bounded("yes"))).contains("the build's log may hold 1048576 bytes");
    }

    @Test
    void aLogWithoutEndAndWithoutALine() {
        assertThat(failure(bounded("tr '\\0' x < /dev/zero")))
                .contains("the build's log may hold 1048576 bytes");
    }

    @Test
    void aProcessThatIgnoresBeingAskedToEnd() {
        var script = "trap '' TERM INT HUP; while true; do sleep " + MARK + "; done";

        assertThat(failure(Specs.bounded(List.of(), 1, Bounds.OF_AGENT, script)))
                .isEqualTo("Step \"x\" was stopped: the build's steps may take 1 s together.");
    }

    @Test
    void aDaemonLeftBehind() {
        var script = "(setsid sh -c 'trap \"\" TERM; sleep %s; sleep %s' > /dev/null 2>&1 &) &";

        assertThat(failure(bounded(script.formatted(MARK, MARK)))).isEmpty();
    }

    @Test
    void aLinkOutOfTheWorkspaceAsArtifact() {
        var spec =
                Specs.bounded(
                        List.of("out/**"),
                        LONG,
                        Bounds.OF_AGENT,
                        "mkdir out; ln -s /etc/passwd out/a; ln -s / out/b; echo mine > out/c");

        var built = built(queue(spec));

        assertThat(built.failure()).isEmpty();
        assertThat(built.artifacts()).extracting(StoredFile::name).containsExactly("out/c");
    }

    @Test
    void aFolderOfTheWorkspaceThatBecameALinkOutOfIt() {
        var spec =
                Specs.bounded(
                        List.of("out/passwd"), LONG, Bounds.OF_AGENT, "rm -rf out; ln -s /etc out");

        assertThat(failure(spec)).isEqualTo("No file matches the artifact \"out/passwd\".");
    }

    @Test
    void namesOfArtifactsThatClimb() {
        var spec =
                Specs.bounded(
                        List.of("../../**"),
                        LONG,
                        Bounds.OF_AGENT,
                        "echo x > /workspace/../../tmp/x");

        assertThat(failure(spec)).isEqualTo("No file matches the artifact \"../../**\".");
    }

    @Test
    void moreArtifactsThanAreKept() {
        var script = "mkdir out; cd out; seq 501 | split -l 1 -a 5 -";

        assertThat(failure(Specs.bounded(List.of("out/*"), LONG, Bounds.OF_AGENT, script)))
                .isEqualTo("501 files match the artifacts; a build keeps at most 500.");
    }

    @Test
    void artifactsThatAreTooLarge() {
        var script = "for i in $(seq 40); do truncate -s 31M sparse$i; done";

        assertThat(failure(Specs.bounded(List.of("sparse*"), LONG, Bounds.OF_AGENT, script)))
                .isEqualTo(
                        "The artifacts have 1300234240 bytes; a build keeps at most 1073741824.");
    }

    /** Nobody unpacks it: it is kept as the bytes that it is. */
    @Test
    void aZipBombAsArtifact() {
        var script =
                "head -c 20000000 /dev/zero > x; jar -J-Xmx32m -cMf bomb.zip x x x; rm x;"
                        + " [ $(wc -c < bomb.zip) -lt 100000 ]";

        var built = built(queue(Specs.bounded(List.of("*.zip"), LONG, Bounds.OF_AGENT, script)));

        assertThat(built.failure()).isEmpty();
        assertThat(built.artifacts())
                .singleElement()
                .satisfies(file -> assertThat(file.size()).isLessThan(100_000));
    }

    private static RunBuild bounded(String... commands) {
        return Specs.bounded(List.of(), LONG, Bounds.OF_AGENT, commands);
    }

    private String failure(RunBuild spec) {
        return built(queue(spec)).failure();
    }

    private long queue(RunBuild spec) {
        return jobs.queue(Jobs.BUILD_POOL, "hostile", 0, spec, Specs.SOURCE);
    }

    private Built built(long job) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> jobs.get(job).state(), JobState.FINISHED::equals);
        return (Built) heard.outcome(job);
    }

    private static List<String> marked() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("sleep"))
                .map(process -> String.join(" ", process.info().arguments().orElse(new String[0])))
                .filter(arguments -> arguments.contains(MARK))
                .toList();
    }
}
