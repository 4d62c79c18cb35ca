package dev.fairlead.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real Maven of this project, asking a repository with a password. */
final class RealMaven {
    private static final String SETTINGS =
            """
            <settings><servers><server>
              <id>fairlead</id><username>%s</username><password>%s</password>
            </server></servers></settings>
            """;

    private RealMaven() {}

    /** Resolves an artifact into a local repository of its own; plugins come from the usual one. */
    static void resolves(
            Path folder, String repository, String user, String password, String artifact)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var settings =
                Files.writeString(
                        folder.resolve("settings.xml"), SETTINGS.formatted(user, password));
        var usual = Path.of(System.getProperty("user.home"), ".m2", "repository");
        var maven =
                new ProcessBuilder(
                                wrapper().toString(),
                                "-B",
                                "-s",
                                settings.toString(),
                                "-Dmaven.repo.local=" + folder.resolve("repository"),
                                "-Dmaven.repo.local.tail=" + usual,
                                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get",
                                "-Dartifact=" + artifact,
                                "-DremoteRepositories=fairlead::default::" + repository)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var output = new String(maven.getInputStream().readAllBytes());
        assertThat(maven.waitFor()).as(output).isZero();
        assertThat(output).contains("Downloaded from fairlead: " + repository);
    }

    private static Path wrapper() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolve("mvnw");
    }
}
