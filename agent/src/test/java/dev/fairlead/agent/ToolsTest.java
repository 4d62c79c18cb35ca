package dev.fairlead.agent;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
    @TempDir Path folder;

    @Test
    void findsToolsOnThePathWithTheirVersions() throws IOException, InterruptedException {
        program("bin/java", "echo 'openjdk version \"25.0.3\" 2026-04-21' >&2");
        program("more/go", "echo go version go1.26.1 linux/amd64");

        assertThat(Tools.on(folder.resolve("bin") + ":" + folder.resolve("more")))
                .containsExactly(entry("go", "1.26.1"), entry("java", "25.0.3"));
    }

    @Test
    void readsTheVersionOfMavenWithoutStartingIt() throws IOException, InterruptedException {
        program("maven/bin/mvn", "exit 1");
        Files.createDirectories(folder.resolve("maven/lib"));
        Files.createFile(folder.resolve("maven/lib/maven-core-3.9.11.jar"));
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/mvn"), folder.resolve("maven/bin/mvn"));

        assertThat(Tools.on(folder.resolve("bin").toString())).containsEntry("maven", "3.9.11");
    }

    @Test
    void aToolThatDoesNotSayItsVersionIsFoundAllTheSame() throws IOException, InterruptedException {
        program("bin/docker", "exit 3");
        Files.writeString(folder.resolve("bin/node"), "not to be executed");

        assertThat(Tools.on(folder.resolve("bin").toString())).containsExactly(entry("docker", ""));
    }

    private void program(String name, String line) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
