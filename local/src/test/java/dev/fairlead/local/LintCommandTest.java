package dev.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LintCommandTest {
    @TempDir private Path folder;

    @Test
    void saysWhatASoundFileHolds() throws Exception {
        var file = Files.writeString(folder.resolve("fairlead.yml"), "build: {steps: [{run: x}]}");

        var printed = lint(file);

        assertThat(printed.code()).isZero();
        assertThat(printed.text()).isEqualTo(file + ": 1 job for a commit, 1 job for a release\n");
    }

    @Test
    void saysWhereAFileIsWrongAsCompilersDo() throws Exception {
        var file = Files.writeString(folder.resolve("fairlead.yml"), "build:\n  timeout: ten\n");

        var printed = lint(file);

        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.text()).isEqualTo(file + ":2:3: build needs steps:\n");
    }

    @Test
    void saysThatThereIsNoFile() throws Exception {
        var file = folder.resolve("fairlead.yml");

        assertThat(lint(file)).isEqualTo(new Printed(1, file + ": there is no such file\n"));
    }

    private static Printed lint(Path file) throws Exception {
        return Printed.by(() -> new CommandLine(new LintCommand()).execute(file.toString()));
    }
}
