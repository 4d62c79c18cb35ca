package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.demo.LabHosts;
import dev.fairlead.protocol.JobSpec.TryHost;
import dev.fairlead.protocol.JobSpec.TryHost.Needs;
import dev.fairlead.protocol.Outcome.HostTried.Check;
import dev.fairlead.protocol.Reach;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTrialTest {
    @TempDir Path folder;

    @Test
    void looksAtAFolderAndChangesNothing() throws Exception {
        var missing = folder.resolve("a/b");
        assertThat(sentences(look(missing.toString(), 1, null, null)))
                .containsExactly(
                        missing + " is not there and will be made.",
                        "The programs that Fairlead uses are there.",
                        "Nothing answers at 127.0.0.1:1 yet.");
        assertThat(folder.resolve("a")).doesNotExist();
        assertThat(sentences(look(folder.toString(), 1, null, null)))
                .contains(folder + " is there and writable.");
    }

    @Test
    void namesAllThatADeploymentWouldMiss() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var file = Files.createFile(folder.resolve("file"));
            var needs = new Needs(1L << 40, 99);
            var checks = look(file + "/below", taken.getLocalPort(), null, needs);
            assertThat(checks.stream().filter(check -> !check.passed()).map(Check::name))
                    .containsExactly("folder", "disk", "port", "java");
            assertThat(sentences(checks))
                    .anyMatch(line -> line.endsWith("which does not run in the host's folder."))
                    .anyMatch(line -> line.endsWith("Java 99 is wanted."))
                    .anyMatch(line -> line.contains("MB are needed"));
        }
    }

    @Test
    void aPortThatTheRunningApplicationHoldsIsAllRight() throws Exception {
        var line =
                "import socket,time;s=socket.create_server(('127.0.0.1',0));print(s.getsockname()[1],flush=True);time.sleep(60)";
        assumeThat(Files.exists(Path.of("/usr/bin/python3"))).isTrue();
        var application =
                new ProcessBuilder("/usr/bin/python3", "-c", line)
                        .directory(folder.toFile())
                        .start();
        try (var said = application.inputReader()) {
            var port = Integer.parseInt(said.readLine());
            var checks = look(folder.toString(), port, null, new Needs(1, 0));
            assertThat(checks).allMatch(Check::passed);
            assertThat(sentences(checks))
                    .anyMatch(one -> one.endsWith("which runs in the host's folder."));
        } finally {
            application.destroyForcibly();
        }
    }

    @Test
    void showsTheKeyOfAHostThatIsNotPinnedYet() throws Exception {
        assumeThat(LabHosts.missing()).isEmpty();
        var job = new FakeHostJob(1);
        try (var hosts = LabHosts.loopback(folder.resolve("lab"), 1)) {
            var host = hosts.host(1);
            job.keys = Map.of("KEY", Files.readString(hosts.key()));
            var blank = LabReach.pinned(host, "");
            var shown = HostTrial.run(spec(folder.toString(), 1, blank, null), job).checks();
            assertThat(shown).hasSize(1).noneMatch(Check::passed);
            assertThat(shown.getFirst().sentence())
                    .contains("shows the key SHA256:")
                    .contains(host.hostKey())
                    .contains("none is pinned yet");
            var keyless = new FakeHostJob(2);
            keyless.connections = job.connections;
            var same = HostTrial.run(spec(folder.toString(), 1, blank, null), keyless).checks();
            assertThat(same).isEqualTo(shown);
            var pinned = LabReach.reach(host);
            var tried = HostTrial.run(spec(folder.toString(), 1, pinned, null), job).checks();
            assertThat(tried).allMatch(Check::passed);
            assertThat(tried.getFirst().sentence()).endsWith("lets us in as " + host.user() + ".");
        } finally {
            job.connections.close();
        }
    }

    private List<Check> look(String folder, int port, @Nullable Reach reach, @Nullable Needs needs)
            throws Exception {
        return HostTrial.run(spec(folder, port, reach, needs), new FakeHostJob(1)).checks();
    }

    private static TryHost spec(
            String folder, int port, @Nullable Reach reach, @Nullable Needs needs) {
        return new TryHost("order-1", folder, "127.0.0.1", port, List.of(), reach, needs);
    }

    private static List<String> sentences(List<Check> checks) {
        return checks.stream().map(Check::sentence).toList();
    }
}
