package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.agent.crypto.Sha256;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostQuestionsTest {
    @TempDir Path folder;

    @Test
    void tellsTheDigestOfTheNamedFileAndWhoHoldsIt() throws Exception {
        var file = Files.writeString(folder.resolve("app.jar"), "bytes").toRealPath();
        var holder = new ProcessBuilder("tail", "-f", file.toString()).start();
        try {
            var told = ask("app.jar", null, null);
            assertThat(told.sha256()).isEqualTo(Sha256.of(file));
            assertThat(told.processStarted()).isEqualTo(holder.info().startInstant().orElseThrow());
            assertThat(told.notes()).isEmpty();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(ask("app.jar", null, null).notes())
                .containsExactly(
                        "No running process holds " + file + ", as far as the agent may see.");
    }

    @Test
    void aProcessThatHoldsDeletedBytesDoesNotCount() throws Exception {
        var file = Files.writeString(folder.resolve("app.jar"), "old").toRealPath();
        var holder = new ProcessBuilder("tail", "-f", file.toString()).start();
        try {
            awaitOpened(holder, file);
            var fresh = Files.writeString(folder.resolve("new"), "new");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(ask("app.jar", null, null).processStarted()).isNull();
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void findsTheFileWithTheDigestWhereNoneIsNamed() throws Exception {
        Files.createDirectories(folder.resolve("lib/a"));
        Files.writeString(folder.resolve("other"), "other");
        var file = Files.writeString(folder.resolve("lib/a/app.jar"), "bytes").toRealPath();
        assertThat(ask(null, Sha256.of(file), null).file()).isEqualTo(file.toString());
    }

    @Test
    void doesNotTakeTheFetchedArtifactForTheInstalledOne() throws Exception {
        var shelf = Files.createDirectories(folder.resolve(".fairlead/artifacts/x"));
        var file = Files.writeString(shelf.resolve("app.jar"), "bytes");
        var told = ask(null, Sha256.of(file), null);
        assertThat(told.sha256()).isNull();
        assertThat(told.notes().getFirst())
                .startsWith("No file below " + folder + " has the digest");
    }

    @Test
    void doesNotFollowAFileOutOfTheFolder(@TempDir Path elsewhere) throws Exception {
        var secret = Files.writeString(elsewhere.resolve("secret"), "x");
        Files.createSymbolicLink(folder.resolve("app.jar"), secret);
        assertThat(ask("app.jar", null, null).sha256()).isNull();
    }

    @Test
    void saysThatThereIsNoFolder() throws Exception {
        var missing = folder.resolve("missing").toString();
        var spec = new ObserveHost("order-1", missing, "app.jar", null, null, false);
        assertThat(HostQuestions.ask(spec, LocalHome.of(missing), new FakeHostJob(1)).notes())
                .containsExactly("There is no folder " + missing + ".");
    }

    @Test
    void tellsOfTheCommandThatWasAskedForAndElseOfTheLast() throws Exception {
        Files.createDirectories(folder.resolve(".fairlead"));
        Files.writeString(
                folder.resolve(".fairlead/journal"),
                """
                begin 5 stop 4711 1 1795000000
                end 5 stop 3 1795000001
                begin 7 install 4712 1 1795000002
                end 7 install 0 1795000003
                """);

        assertThat(about(5L)).isEqualTo(new LastStep("stop", 5, 3));
        assertThat(about(6L)).isEqualTo(new LastStep("install", 7, 0));
        assertThat(about(null)).isEqualTo(new LastStep("install", 7, 0));
    }

    private @Nullable LastStep about(@Nullable Long fence) throws Exception {
        var question =
                new ObserveHost("order-1", folder.toString(), null, null, null, false).about(fence);
        var home = LocalHome.of(folder.toString());
        return HostQuestions.ask(question, home, new FakeHostJob(9)).lastStep();
    }

    @Test
    void tellsTheVersionThatTheEndpointAnswers() throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/version",
                exchange -> {
                    var body = "{\"name\": \"orders\", \"version\": \"1.1.0\"}";
                    exchange.sendResponseHeaders(200, body.length());
                    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(ask(null, null, url + "/version").version()).isEqualTo("1.1.0");
            assertThat(ask(null, null, url + "/none").notes())
                    .contains(url + "/none answered with status 404.");
        } finally {
            server.stop(0);
        }
        assertThat(ask(null, null, url).notes().getLast()).startsWith(url + " did not answer");
    }

    @Test
    void readsVersionsFromFieldsAndPlainText() {
        assertThat(VersionAnswer.in("orders 1.2.3-rc.1 up")).isEqualTo("1.2.3-rc.1");
        assertThat(VersionAnswer.in("{\"java\":\"25.0.1\",\"version\":\"1.0.0\"}"))
                .isEqualTo("1.0.0");
        assertThat(VersionAnswer.in("ok")).isNull();
    }

    private static void awaitOpened(Process process, Path file) {
        await().until(() -> {
            try (var all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
                return all.anyMatch(link -> leadsTo(link, file));
            }
        });
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException _) {
            return false;
        }
    }

    private HostObserved ask(@Nullable String file, @Nullable String sha256, @Nullable String url)
            throws Exception {
        return HostQuestions.ask(
                new ObserveHost("order-1", folder.toString(), file, sha256, url, false),
                LocalHome.of(folder.toString()),
                new FakeHostJob(1));
    }
}
