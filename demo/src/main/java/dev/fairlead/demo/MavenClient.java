package dev.fairlead.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A consumer of the published artifacts: real Maven with an empty local repository of its own. */
final class MavenClient {
    private MavenClient() {}

    /** Resolves group:artifact:version from Fairlead's repository; the SHA-256 of what came. */
    static String resolve(Stage stage, String coordinates) throws IOException {
        var folder = stage.data().resolve("consumer");
        Stage.delete(folder);
        Orders.copyTo(folder);
        var settings = folder.resolve("settings.xml");
        Files.createFile(
                settings,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(settings, settings(stage));
        var parts = coordinates.split(":");
        Files.writeString(folder.resolve("pom.xml"), consumer(stage, parts));
        var local = folder.resolve("repository");
        run(
                folder,
                List.of(
                        "sh",
                        "./mvnw",
                        "-B",
                        "-q",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + local,
                        "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies",
                        "-DoutputDirectory=" + folder.resolve("got")));
        return sha256(folder.resolve("got").resolve(parts[1] + "-" + parts[2] + ".jar"));
    }

    private static String settings(Stage stage) {
        return """
        <settings><servers><server><id>fairlead</id>
          <username>%s</username><password>%s</password>
        </server></servers></settings>
        """
                .formatted(People.DEVELOPER, stage.people().passwordOf(People.DEVELOPER));
    }

    private static String consumer(Stage stage, String[] parts) {
        return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example.shop</groupId><artifactId>consumer</artifactId><version>1</version>
          <repositories><repository><id>fairlead</id><url>%s/maven/%s/</url></repository></repositories>
          <dependencies><dependency>
            <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
          </dependency></dependencies>
        </project>
        """
                .formatted(stage.server().address(), Project.KEY, parts[0], parts[1], parts[2]);
    }

    private static void run(Path folder, List<String> command) throws IOException {
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StoryFailed("Maven could not resolve the release:\n" + said);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
