package dev.fairlead.agent.limit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.agent.Launcher;
import dev.fairlead.agent.Launcher.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real shell that waits, and what it is told to become. */
class DoorsTest {
    private static final long DISK = 1 << 20;

    @TempDir Path folder;

    @Test
    void aWaitingShellBecomesTheCommandArgumentByArgument() throws Exception {
        var hostile =
                List.of(
                        "",
                        " ",
                        "a b",
                        "$(touch evil)",
                        "`id`",
                        "'",
                        "\"",
                        "\\n\\",
                        "\n",
                        "a\n\nb\n",
                        "--",
                        "-n",
                        "ü");

        var said = become(hostile, Map.of("X", "1"), "");

        assertThat(said).isEqualTo(String.join("|", hostile) + "|X=1|" + folder + "|");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itsVariablesAreDataAndItsInputIsWhatFollows() throws Exception {
        var value = "$(id)\n'\"\\t ;";

        var said = become(List.of(), Map.of("X", value), "one\ntwo\n");

        assertThat(said).isEqualTo("X=" + value + "|" + folder + "|one\ntwo\n");
    }

    @Test
    void itEndsWhenNobodyTellsItAnything() throws Exception {
        var shell = waiting();

        shell.getOutputStream().close();

        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void whatCannotBeToldIsStartedAnew() {
        assertThat(Doors.told(command(List.of("x".repeat(20_000)), Map.of()), DISK)).isEmpty();
        assertThat(Doors.told(command(List.of(), Map.of("a-b", "")), DISK)).isEmpty();
    }

    private String become(List<String> arguments, Map<String, String> variables, String input)
            throws Exception {
        var shell = waiting();
        try (var in = shell.getOutputStream()) {
            in.write(Doors.told(command(arguments, variables), DISK).orElseThrow());
            in.write(input.getBytes(UTF_8));
        }
        var said = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).isZero();
        return said;
    }

    private Process waiting() throws Exception {
        var noGroups = JobGroup.make(List.of(), "none");
        return Launcher.start(Doors.wait(noGroups), Path.of("/"), Map.of());
    }

    private Command command(List<String> arguments, Map<String, String> variables) {
        var program =
                """
                for one in "$@"; do printf '%s|' "$one"; done
                printf 'X=%s|%s|' "$X" "$(pwd)"
                cat
                """;
        var all = new ArrayList<>(List.of("/bin/sh", "-c", program, "sh"));
        all.addAll(arguments);
        return new Command(all, folder, variables, Duration.ofMinutes(1));
    }
}
