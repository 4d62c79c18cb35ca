package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.JobSpec.RunBuild.Service;
import dev.fairlead.protocol.JobSpec.RunBuild.Surroundings;
import dev.fairlead.protocol.Outcome.Built;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/**
 * What a container engine is asked for. The engine is a script called podman that notes its
 * arguments and runs the step in the workspace without any container: this proves nothing of
 * podman's or docker's own.
 */
@ModuleTest
@Import({TestSource.class, Heard.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeContainerEngineModuleTest {
    private static final String PODMAN =
            """
            #!/bin/sh
            for argument; do printf '%%s\\n' "$argument" >> %1$s/asked; done
            printf '\\n' >> %1$s/asked
            for last; do :; done
            case "$1 $2" in
              image*) echo /data; exit;;
              inspect*) case "$last" in *-dead) echo false 0 3;; *) echo true $PPID 0;; esac; exit;;
              logs*) echo the last words of "${last##*-}"; exit;;
              exec*) shift; shift; exec "$@";;
              'run --detach') exit;;
              run*) ;;
              *) exit;;
            esac
            while [ "$1" != /bin/sh ]; do
              case "$1" in *:/workspace) cd "${1%%:/workspace}";; esac
              shift
            done
            shift; shift
            exec /bin/sh "$@"
            """;

    @Autowired Jobs jobs;
    @Autowired Heard heard;
    @Autowired Agents agents;
    @Autowired Settings settings;
    AgentProcess contained;
    AgentProcess plain;
    Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        var programs = Files.createDirectory(folder.resolve("bin"));
        var podman = Files.writeString(programs.resolve("podman"), PODMAN.formatted(folder));
        Files.setPosixFilePermissions(podman, PosixFilePermissions.fromString("rwxr-xr-x"));
        var token = Files.readString(settings.data().resolve("agents/default.token")).strip();
        var url = "http://127.0.0.1:" + settings.httpPort();
        var path = programs + ":" + System.getenv("PATH");
        contained =
                AgentProcess.start(
                        url,
                        token,
                        "contained",
                        folder.resolve("contained"),
                        path,
                        List.of("--isolation", "podman", "--engine-option=--runtime=runc"));
        plain =
                AgentProcess.start(
                        url, token, "plain", folder.resolve("plain"), "--isolation", "none");
    }

    @AfterAll
    void stop() {
        contained.close();
        plain.close();
    }

    @Test
    void asksForAContainerWithoutPowersWithinTheJobsLimits() throws IOException {
        var built =
                built(
                        "contained",
                        "docker.io/library/maven:3.9",
                        false,
                        "echo hello; [ \"$A\" = 'b c; d' ]");

        assertThat(built.failure()).isEmpty();
        var asked = Files.readString(folder.resolve("asked"));
        assertThat(asked)
                .contains("ps\n--all\n--quiet\n--filter\nname=^fairlead-")
                .contains("run\n--rm\n--name\nfairlead-")
                .contains("--network\nnone\n--memory\n64m\n--memory-swap\n64m\n--pids-limit\n50\n")
                .contains("--cap-drop\nALL\n--security-opt\nno-new-privileges\n")
                .contains("--stop-signal\nKILL\n--read-only\n")
                .contains("/workspace:/workspace\n")
                .contains(
                        "--runtime=runc\n--interactive\n--entrypoint\n/bin/sh\ndocker.io/library/maven:3.9\n-c\n")
                .contains("\nsh\necho hello;")
                .doesNotContain("A=b")
                .contains("rm\n--force\n--volumes\nfairlead-")
                .doesNotContain("privileged\n\n", "docker.sock");
    }

    @Test
    void startsServicesBeforeTheStepsAndRemovesThemAfter() throws IOException {
        try (var listening = new ServerSocket(0)) {
            var db = service("db", listening.getLocalPort(), "true");
            var cache = service("cache", listening.getLocalPort(), null);

            assertThat(built(60, db, cache).failure()).isEmpty();
        }
        var asked = Files.readString(folder.resolve("asked"));
        var names = Pattern.compile("run\n--detach\n--name\n(fairlead-.*-db)\n").matcher(asked);
        assertThat(names.find()).isTrue();
        var shared = "--network\ncontainer:" + names.group(1) + "\n--memory\n64m\n";
        assertThat(asked)
                .contains("image\ninspect\n--format\n")
                .contains(
                        names.group(1) + "\n--memory\n64m\n--memory-swap\n64m\n--pids-limit\n50\n")
                .contains("--stop-signal\nKILL\n--read-only\n--user\n1000:1000\n")
                .contains("--tmpfs\n/data:mode=1777,size=64m\n")
                .contains("--tmpfs\n/own:mode=1777,size=64m\n")
                .contains("--env\nMODE=test\n--runtime=runc\nof-db\n\n")
                .contains("-cache\n" + shared)
                .containsPattern("run\n--rm\n--name\nfairlead-.*\n" + shared)
                .contains("exec\n" + names.group(1) + "\n/bin/sh\n-c\ntrue\n")
                .contains("rm\n--force\n--volumes\n" + names.group(1) + "\n");
    }

    @Test
    void namesAServiceThatIsNotReadyInTimeAndSaysItsLastWords() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(built(1, service("db", free, null)).failure())
                .isEqualTo(
                        "The service \"db\" was not ready in time: nothing listens on port %d."
                                .formatted(free));
        try (var listening = new ServerSocket(0)) {
            var db = service("db", listening.getLocalPort(), "false");
            assertThat(built(1, db).failure())
                    .isEqualTo(
                            "The service \"db\" was not ready in time: its command `ready` fails.");
        }
    }

    @Test
    void namesAServiceThatEnds() {
        assertThat(built(60, service("dead", 1, null)).failure())
                .isEqualTo("The service \"dead\" ended with exit code 3.");
    }

    private static Service service(String name, int port, @Nullable String ready) {
        var variables = Map.of("MODE", "test");
        return new Service(name, "of-" + name, variables, port, ready, List.of("/own"));
    }

    private Built built(int timeout, Service... services) {
        var bounds = new Bounds(64, 50, 0);
        var spec = Specs.bounded(List.of(), timeout, bounds, "true");
        var around = new Surroundings(true, bounds, "image", List.of(services));
        return built("contained", Specs.with(spec, Map.of(), around));
    }

    @Test
    void saysWhichAgentsRunContainers() {
        awaitAgent("contained");
        awaitAgent("plain");

        assertThat(agents.all())
                .filteredOn(agent -> agent.name().equals("contained"))
                .allSatisfy(agent ->
                        assertThat(agent.facts())
                                .containsEntry("containers", "podman")
                                .containsEntry("isolation", "bubblewrap"))
                .allSatisfy(
                        agent -> assertThat(agent.tools()).containsEntry("containers", "podman"));
        assertThat(agents.all())
                .filteredOn(agent -> agent.name().equals("plain"))
                .allSatisfy(agent ->
                        assertThat(agent.facts())
                                .containsEntry(
                                        "isolation", "none: a plain process in a fresh workspace")
                                .doesNotContainKey("containers"));
    }

    @Test
    void failsAJobWithAnImageOnAnAgentWithoutContainers() {
        assertThat(built("plain", "maven:3.9", true, "true").failure())
                .isEqualTo(
                        "The job runs in the image maven:3.9, and this agent runs no containers."
                                + " Start one with --isolation podman or docker, or leave image:"
                                + " out.");
    }

    @Test
    void runsAPlainProcessInAFreshWorkspaceAndEndsItsDaemons() {
        var marker = "439" + ProcessHandle.current().pid();
        var script = "ls; [ -z \"$(ls $TMPDIR)\" ]; setsid sleep " + marker + " > /dev/null 2>&1 &";

        assertThat(built("plain", null, true, script).failure()).isEmpty();
        assertThat(
                        ProcessHandle.allProcesses()
                                .map(process -> process.info().arguments().orElse(new String[0]))
                                .filter(arguments -> List.of(arguments).contains(marker)))
                .isEmpty();
    }

    @Test
    void refusesToRunAPlainProcessThatMustNotReachTheNetwork() {
        assertThat(built("plain", null, false, "true").failure())
                .startsWith(
                        "This agent runs plain processes, which it cannot keep off the network");
    }

    private void awaitAgent(String name) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> agents.all().stream().anyMatch(one -> one.name().equals(name)));
    }

    private Built built(String agent, @Nullable String image, boolean network, String script) {
        var bounds = new Bounds(64, 50, 0);
        var spec = Specs.bounded(List.of(), 60, bounds, script);
        var around = new Surroundings(network, bounds, image, List.of());
        var with = Specs.with(spec, Map.of("A", "b c; d"), around);
        return built(agent, with);
    }

    private Built built(String agent, RunBuild spec) {
        var job = jobs.queue(Jobs.BUILD_POOL, agent, 0, spec, Specs.SOURCE);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> jobs.get(job).state(), JobState.FINISHED::equals);
        return (Built) heard.outcome(job);
    }
}
