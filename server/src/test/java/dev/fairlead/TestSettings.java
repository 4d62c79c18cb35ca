package dev.fairlead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Gives every server that a test starts in its own JVM a folder, a port and a database. */
final class TestSettings implements EnvironmentPostProcessor, Ordered {
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "test settings",
                                Map.of(
                                        "FAIRLEAD_DATA", folder().toString(),
                                        "FAIRLEAD_HTTP_PORT", FreePorts.next(),
                                        "FAIRLEAD_SSH_PORT", FreePorts.next(),
                                        "FAIRLEAD_DATABASE_URL", TestDatabase.create(),
                                        "FAIRLEAD_LOCAL_AGENT", "off",
                                        "FAIRLEAD_ADMIN_PASSWORD", "admin-for-tests")));
    }

    /** A new folder below target, so that what a failed test left can be looked at. */
    static Path folder() {
        try {
            var parent = Files.createDirectories(Path.of("target/test-data").toAbsolutePath());
            return Files.createTempDirectory(parent, "server-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
