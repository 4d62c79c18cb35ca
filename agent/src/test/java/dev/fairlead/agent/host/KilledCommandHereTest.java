package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.protocol.Reach;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** On the agent's own machine. */
class KilledCommandHereTest extends KilledCommandContract {
    @Override
    @Nullable Reach reach() {
        return null;
    }

    @Override
    FakeHostJob job(long fence) {
        return new FakeHostJob(fence);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "fairlead.long",
            matches = "true",
            disabledReason = "waits for seconds: -Dfairlead.long=true")
    void whatIgnoresThatItIsToEndIsKilled() throws Exception {
        var deaf = "trap \"\" TERM; echo $$ > pid; while :; do sleep 0.2; done";
        var ran = begin(job(1), "sh -c '" + deaf + "' & wait");
        kill(leader());
        assertThat(ran.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(137);
        assertThat(alive(pid())).isFalse();
    }

    /** Another user's, after a sudo in the command: nothing is run beside it, and it is named. */
    @Test
    @EnabledIfSystemProperty(
            named = "fairlead.long",
            matches = "true",
            disabledReason = "waits for seconds: -Dfairlead.long=true")
    void whatCannotBeEndedIsNamedAndNothingRunsBesideIt() throws Exception {
        assumeThat(System.getProperty("user.name")).as("needs root").isEqualTo("root");
        leave(TWO);
        open();
        var nobody =
                new ProcessBuilder(
                                "setpriv",
                                "--reuid=65534",
                                "--clear-groups",
                                "sh",
                                folder + "/.fairlead/fenced.sh",
                                "run",
                                "2",
                                "stop",
                                "10",
                                "2",
                                folder + "/.fairlead/log/2.log",
                                "touch done")
                        .redirectErrorStream(true)
                        .start();
        var said = new String(nobody.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).startsWith("busy ");
        assertThat(said.strip().split(" ")).contains(Long.toString(pid()));
        assertThat(folder.resolve("done")).doesNotExist();
        assertThat(CommandEnd.of(said, -1).busyIn("/srv"))
                .startsWith("a command that was killed in /srv left processes")
                .endsWith(said.substring("busy ".length()).strip());
        kill(pid());
        await().until(() -> run(job(3), "true").failure().isEmpty());
    }

    /** To everybody, which the folder of a test is not. */
    private void open() throws Exception {
        var all = PosixFilePermissions.fromString("rwxrwxrwx");
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                Files.setPosixFilePermissions(file, all);
            }
        }
    }
}
