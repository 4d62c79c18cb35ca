package dev.fairlead.agent.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.agent.crypto.Sha256;
import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git-lfs, from a server of its files that the commit names. */
class GitLfsTest {
    private static final String PICTURE = "the bytes of a picture\n";

    @TempDir Path folder;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        assumeThat(GitProgram.in(folder.resolve("work")).has("git-lfs"))
                .as("git-lfs is installed")
                .isTrue();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/objects/batch", exchange -> answer(exchange, batch()));
        server.createContext("/picture", exchange -> answer(exchange, PICTURE));
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void bringsFilesWhereTheCommitSaysAndPointersOtherwise() throws Exception {
        var origin = RealRepository.init(folder.resolve("origin"));
        origin.commit(".lfsconfig", "[lfs]\n\turl = " + address("") + "\n");
        origin.commit(".gitattributes", "*.png filter=lfs diff=lfs merge=lfs -text\n");
        var commit = origin.commit("logo.png", pointer());
        var job = new CheckoutJob(origin.folder(), commit);
        var workspace = Files.createDirectories(folder.resolve("workspace"));

        new GitCheckout(folder.resolve("work"))
                .into(workspace, new Checkout(Checkout.How.GIT, 1, false, true), job);
        var before = Files.readString(workspace.resolve("logo.png"));
        var pulled =
                new ProcessBuilder("sh", "-c", GitCheckout.LFS_PULL)
                        .directory(workspace.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(pulled.getInputStream().readAllBytes(), UTF_8);

        assertThat(pulled.waitFor()).as(said).isZero();
        assertThat(before).isEqualTo(pointer());
        assertThat(workspace.resolve("logo.png")).hasContent(PICTURE);
    }

    private static String pointer() {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
                .formatted(sha256(), PICTURE.length());
    }

    /** As the batch API of git-lfs answers. */
    private String batch() {
        return """
        {"transfer": "basic", "objects": [{"oid": "%s", "size": %d,
         "actions": {"download": {"href": "%s"}}}]}
        """
                .formatted(sha256(), PICTURE.length(), address("picture"));
    }

    private static String sha256() {
        var digest = Sha256.of(PICTURE.length());
        digest.update(PICTURE.getBytes(UTF_8), PICTURE.length());
        return digest.hex();
    }

    private String address(String path) {
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), path);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.git-lfs+json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
