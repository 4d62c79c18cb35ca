package dev.fairlead.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresIT {
    private static final Duration SECONDS = Duration.ofSeconds(10);

    @Test
    void comesBackAfterItWasKilledUnderTheServer() throws IOException {
        try (var server = FairleadProcess.server(Map.of())) {
            var killed = postgres(server);
            assertThat(killed.destroyForcibly()).isTrue();
            await().atMost(SECONDS).until(() -> !killed.isAlive());
            server.awaitReady();
            assertThat(postgres(server).pid()).isNotEqualTo(killed.pid());
            assertThat(server.output()).contains("is started again");
        }
    }

    @Test
    void stopsByItselfWhenTheServerIsKilled() throws IOException {
        try (var server = FairleadProcess.server(Map.of())) {
            var postgres = postgres(server);
            server.kill();
            await().atMost(SECONDS).until(() -> !postgres.isAlive());
            server.restart();
            server.awaitReady();
        }
    }

    @Test
    void isStoppedFirstWhenItOutlivedItsGuard() throws IOException {
        try (var server = FairleadProcess.server(Map.of())) {
            var orphan = postgres(server);
            orphan.parent()
                    .orElseThrow()
                    .children()
                    .filter(child -> child.pid() != orphan.pid())
                    .forEach(ProcessHandle::destroyForcibly);
            server.kill();
            server.restart();
            server.awaitReady();
            assertThat(orphan.isAlive()).isFalse();
        }
    }

    @Test
    void stopsWithTheServer() throws IOException {
        try (var server = FairleadProcess.server(Map.of())) {
            var postgres = postgres(server);
            server.stop();
            assertThat(postgres.isAlive()).isFalse();
            assertThat(server.folder().resolve("postgres/data/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void isNotSharedByTwoServers() {
        try (var server = FairleadProcess.server(Map.of());
                var second = FairleadProcess.startServer(server.folder(), Map.of())) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.output())
                    .contains(
                            "in use by another Fairlead server (process "
                                    + server.handle().pid()
                                    + ")")
                    .doesNotContain("\tat ");
        }
    }

    private static ProcessHandle postgres(FairleadProcess server) throws IOException {
        var file = server.folder().resolve("postgres/data/postmaster.pid");
        var pid = Files.readString(file).lines().findFirst().orElseThrow();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
