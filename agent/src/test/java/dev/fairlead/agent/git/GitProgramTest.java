package dev.fairlead.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git is given: a script of its name tells. */
class GitProgramTest {
    private static final Map<String, String> TICKET =
            Map.of("http.extraHeader", "Authorization: Bearer secret-ticket");
    private static final String TELLS =
            """
            #!/bin/sh
            printf '%s\\n' "$@"
            env
            echo -- settings
            cat "$HOME/.gitconfig"
            ls -ld "$HOME"
            [ "$1" != fail ]
            """;

    @TempDir Path folder;
    private GitProgram git;
    private CheckoutJob job;

    @BeforeEach
    void begin() throws IOException {
        var programs = Files.createDirectory(folder.resolve("bin"));
        var script = Files.writeString(programs.resolve("git"), TELLS);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        git = new GitProgram(programs + ":/usr/bin:/bin", folder.resolve("homes"));
        job = new CheckoutJob(folder, "c");
    }

    @Test
    void showsATicketInNoListOfProcessesAndLeavesItNowhere() throws Exception {
        var told = git.run(job, folder, TICKET, List.of("fetch", "x")).split("-- settings\n");

        assertThat(told[0]).startsWith("fetch\nx\n").doesNotContain("secret-ticket");
        assertThat(told[1])
                .contains("[http]\nextraHeader = \"Authorization: Bearer secret-ticket\"\n")
                .contains("drwx------");
        assertThat(folder.resolve("homes")).isEmptyDirectory();
    }

    @Test
    void takesNobodysSettings() throws Exception {
        var told = git.run(job, folder, "status");

        assertThat(told)
                .contains("GIT_CONFIG_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0")
                .contains("[core]\nhooksPath = \"/dev/null\"\n")
                .contains("[protocol]\nallow = \"never\"\n")
                .contains("[protocol \"https\"]\nallow = \"always\"\n")
                .doesNotContain("HOME=" + System.getenv("HOME") + "\n");
    }

    @Test
    void saysWhatFailed() {
        assertThatThrownBy(() -> git.run(job, folder, "fail"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("git fail: fail");
    }
}
