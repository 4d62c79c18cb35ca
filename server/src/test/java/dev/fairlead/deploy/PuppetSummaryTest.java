package dev.fairlead.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.deploy.Task.Puppet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PuppetSummaryTest {
    private static final List<String> PARTLY =
            List.of(
                    "Error: Facter: Permission denied @ rb_sysopen - /proc/1/environ",
                    "Resources:",
                    "          Changed: 99",
                    "Error: '/bin/false' returned 1 instead of one of [0]",
                    "Notice: Applied catalog in 0.12 seconds",
                    "Events:",
                    "          Failure: 1",
                    "            Total: 3",
                    "Resources:",
                    "          Changed: 2",
                    "           Failed: 1",
                    "      Out of sync: 3",
                    "            Total: 9",
                    "Time:",
                    "             Exec: 0.08");

    @TempDir Path folder;

    @Test
    void saysWhatWasChangedAndWhatFailed() {
        var told = PuppetSummary.of(6, false, PARTLY);
        assertThat(told.note()).isEqualTo("2 changed, 1 failed of 9 resources");
        assertThat(told.failure())
                .isEqualTo(
                        "Puppet changed some resources and failed at others. '/bin/false' returned"
                                + " 1 instead of one of [0]");
    }

    @Test
    void understandsEveryExitCode() {
        assertThat(PuppetSummary.of(0, false, PARTLY).failure()).isEmpty();
        assertThat(PuppetSummary.of(1, false, List.of()).failure())
                .isEqualTo("Puppet could not run, or its catalog could not be made.");
        assertThat(PuppetSummary.of(4, false, List.of()).failure())
                .isEqualTo("Puppet failed, and changed nothing.");
        assertThat(PuppetSummary.of(127, false, List.of()).failure())
                .isEqualTo("There is no puppet on the host.");
        assertThat(PuppetSummary.of(124, false, List.of()).failure())
                .isEqualTo("Puppet ended with exit code 124.");
    }

    @Test
    void realPuppetPreparesAHostAndSaysWhatItWouldDo() throws Exception {
        assumeThat(Path.of("/usr/bin/puppet"))
                .as("Puppet is not installed (apt-get install puppet-agent)")
                .isExecutable();
        var manifest = folder.resolve("it's $(touch pwned).pp");
        Files.writeString(manifest, "file { '%s/x': content => 'hi' }\n".formatted(folder));
        var would = run(new Puppet(manifest.toString(), true));
        assertThat(would.failure()).isEmpty();
        assertThat(would.note()).startsWith("1 would change of ");
        assertThat(folder.resolve("x")).doesNotExist();
        Files.writeString(manifest, "exec { '/bin/false': }\n", StandardOpenOption.APPEND);
        var did = run(new Puppet(manifest.toString(), false));
        assertThat(did.failure())
                .startsWith("Puppet changed some resources and failed at others. /Stage[main]");
        assertThat(did.note()).startsWith("1 changed, 1 failed of ");
        assertThat(folder.resolve("x")).hasContent("hi");
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    private PuppetSummary run(Puppet puppet) throws IOException, InterruptedException {
        var task = new Task("base", puppet, false, null, Task.When.ALWAYS, Duration.ofSeconds(60));
        var process =
                new ProcessBuilder("sh", "-c", TaskCommand.of(task))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return PuppetSummary.of(process.waitFor(), puppet.noop(), said.lines().toList());
    }
}
