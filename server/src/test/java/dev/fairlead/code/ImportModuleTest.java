package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.blob.NamedFiles;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.outbound.Listener;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Imports from real git servers on this machine, and from some that mean no good. */
@ModuleTest
@TestPropertySource(
        properties = {"FAIRLEAD_ALLOWED_OUTBOUND=127.0.0.1", "FAIRLEAD_MAX_PUSH=2000000"})
class ImportModuleTest {
    private static final String SHA = "1".repeat(40);
    private static final String LIST =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n\r\n";
    private static final String PACK =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-result\r\n\r\n";

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired NamedFiles files;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private TestProject test;
    private Http http;
    private String address;

    @BeforeEach
    void emptyRepository() {
        test = TestProject.create(settings, users, access, projects, repositories);
        http = Http.to(settings.baseUrl()).as(test.administrator().name(), TestProject.PASSWORD);
        address = "/api/v1" + test.repository().url() + "/import";
    }

    @Test
    void bringsWhatAnotherServerHas() throws IOException {
        var origin = origin();
        try (var server = NativeGit.of(folder)) {
            var done = run(Map.of("url", server.url("origin/.git")));
            assertThat(done.at("/state").asString()).as(done.toString()).isEqualTo("done");
        }
        var clone = Git.clone(test.url(test.reader()), folder.resolve("clone"));
        assertThat(clone.run("fsck", "--full", "--strict")).isEmpty();
        assertThat(clone.run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/master");
        assertThat(clone.run("rev-parse", "HEAD")).isEqualTo(origin.run("rev-parse", "master"));
        assertThat(clone.run("ls-remote", "origin"))
                .contains("refs/heads/feature", "refs/tags/v1.0", "refs/notes/commits")
                .doesNotContain("refs/pull");
        assertThat(repositories.get(test.repository().id()).defaultBranch()).isEqualTo("master");

        // Authors are data; who imported is who pushed.
        assertThat(clone.run("log", "-1", "--format=%an")).isEqualTo("somebody");
        var pushers =
                jdbc.sql("select distinct pusher from commit_pusher where repository_id = ?")
                        .param(test.repository().id())
                        .query(Long.class)
                        .list();
        assertThat(pushers).containsExactly(test.administrator().id());
        await().until(() -> built().size() == 2);
        assertThat(built())
                .containsExactlyInAnyOrder(
                        origin.run("rev-parse", "master"), origin.run("rev-parse", "feature"));
    }

    @Test
    void bringsARepositoryThatNeedsALogin() {
        var local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        local.run("push", "-q", test.url(test.administrator()), "main");
        var second = repositories.create(test.administrator(), test.project(), "second");
        address = "/api/v1" + second.url() + "/import";
        var url = "http://127.0.0.1:" + settings.httpPort() + test.repository().clonePath();

        assertThat(failure(Map.of("url", url)))
                .isEqualTo("The other server asks for a user and a password.");
        var login = Map.of("url", url, "user", test.reader().name(), "password", "wrong");
        assertThat(failure(login)).isEqualTo("The other server refuses the user or the password.");
        var right =
                Map.of("url", url, "user", test.reader().name(), "password", TestProject.PASSWORD);
        assertThat(run(right).at("/state").asString()).isEqualTo("done");
        assertThat(source.branches(second)).hasSize(1);
        assertThat(
                        jdbc.sql("select count(*) from repository_import where login is not null")
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(http.get(second.url() + "/import").body()).doesNotContain(TestProject.PASSWORD);
    }

    @Test
    void followsARedirectButNotInside() throws IOException {
        origin();
        try (var server = NativeGit.of(folder);
                var moved = redirecting(server.url("origin/.git"));
                var inside = redirecting("http://169.254.169.254/x.git");
                var localhost = redirecting("http://localhost:1/x.git");
                var elsewhere = redirectingTo("http://127.0.0.1/login")) {
            assertThat(failure(Map.of("url", inside.url("/x.git"))))
                    .startsWith("169.254.169.254 is not an address of the public internet.");
            assertThat(failure(Map.of("url", localhost.url("/x.git")))).startsWith("localhost");
            assertThat(failure(Map.of("url", elsewhere.url("/x.git"))))
                    .startsWith("The address redirects to something that is no git repository.");
            var done = run(Map.of("url", moved.url("/x.git"), "user", "u", "password", "p"));
            assertThat(done.at("/state").asString()).isEqualTo("done");
        }
    }

    @Test
    void givesUpWhereItIsSentInCircles() throws IOException {
        try (var circle =
                Listener.answering((request, out) -> {
                    var path = request.split(" ")[1];
                    out.write(
                            ("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: "
                                            + path
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                })) {
            assertThat(failure(Map.of("url", circle.url("/x.git"))))
                    .isEqualTo("The address redirects more than 5 times, which is the limit.");
            assertThat(circle.calls()).isEqualTo(6);
        }
    }

    @Test
    void refusesWhatIsNoGitServer() throws IOException {
        try (var web = Listener.saying("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>");
                var lies = Listener.saying(LIST + "this is no list of refs at all");
                var none = Listener.saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                var bomb =
                        Listener.saying(
                                LIST.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"));
                var empty =
                        Listener.saying(
                                LIST + list("0".repeat(40) + " capabilities^{}\0agent=x"))) {
            assertThat(failure(Map.of("url", web.url("/x.git"))))
                    .startsWith("The address does not answer as a git server.");
            assertThat(failure(Map.of("url", lies.url("/x.git"))))
                    .startsWith("The address does not answer as a git server.");
            assertThat(failure(Map.of("url", none.url("/x.git"))))
                    .isEqualTo("There is no repository at the address.");
            assertThat(failure(Map.of("url", bomb.url("/x.git"))))
                    .isEqualTo("The other server compresses its answer, unasked.");
            assertThat(failure(Map.of("url", empty.url("/x.git"))))
                    .startsWith("That repository is empty");
        }
    }

    @Test
    void endsListsAndPacksWithoutEnd() throws IOException {
        var packet = packet("\1" + "x".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
        try (var pack =
                        answering(
                                SHA + " refs/heads/main\0side-band-64k",
                                out -> {
                                    out.write(packet("NAK\n").getBytes(StandardCharsets.UTF_8));
                                    var header = "\1PACK\0\0\0\2\0\0\0\1";
                                    out.write(packet(header).getBytes(StandardCharsets.ISO_8859_1));
                                    // A blob of many bytes, not compressed: stored blocks.
                                    while (true) {
                                        out.write(packet);
                                    }
                                });
                var refs =
                        Listener.answering((_, out) -> {
                            out.write(LIST.getBytes(StandardCharsets.UTF_8));
                            for (var i = 0; ; i++) {
                                var ref = packet(SHA + " refs/heads/b" + i + "\n");
                                out.write(ref.getBytes(StandardCharsets.UTF_8));
                            }
                        })) {
            assertThat(failure(Map.of("url", refs.url("/x.git"))))
                    .contains("more than 2000 branches and tags");
            assertThat(failure(Map.of("url", pack.url("/x.git")))).isNotEmpty();
            assertThat(stored()).isEmpty();
        }
    }

    @Test
    void refusesAPackAboveTheLimitOfPushes() throws IOException {
        var origin = origin();
        var noise = new byte[3_000_000];
        new Random(7).nextBytes(noise);
        Files.write(origin.folder().resolve("noise"), noise);
        origin.run("add", "-A");
        origin.run("commit", "-q", "-m", "Add noise");
        try (var server = NativeGit.of(folder)) {
            assertThat(failure(Map.of("url", server.url("origin/.git"))))
                    .contains("2000000 bytes, which is the limit");
        }
        assertThat(source.branches(test.repository())).isEmpty();
        assertThat(stored()).isEmpty();
    }

    @Test
    void refusesObjectsAndNamesAsEveryPush() throws IOException {
        var origin = origin();
        origin.run("update-ref", "refs/heads/-x", "HEAD");
        try (var server = NativeGit.of(folder)) {
            assertThat(failure(Map.of("url", server.url("origin/.git"))))
                    .startsWith("What came is refused: refs/heads/-x: the name must be");
        }
        assertThat(source.branches(test.repository())).isEmpty();
        assertThat(stored()).isEmpty();
    }

    @Test
    void isCancelledWhileItComes() throws IOException {
        try (var slow =
                answering(
                        SHA + " refs/heads/main\0side-band-64k",
                        out -> {
                            out.write(packet("NAK\n").getBytes(StandardCharsets.UTF_8));
                            while (true) {
                                out.write(packet("\2Counting\n").getBytes(StandardCharsets.UTF_8));
                                out.flush();
                                TimeUnit.MILLISECONDS.sleep(100);
                            }
                        })) {
            assertThat(http.post(address, Map.of("url", slow.url("/x.git"))).status())
                    .isEqualTo(202);
            await().until(() -> state().equals("running"));
            var second = http.post(address, Map.of("url", "https://git.example/x.git"));
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body()).contains("is under way");
            assertThat(http.get(test.repository().url() + "/import").body())
                    .contains("Cancel", "data-every=\"2\"");
            assertThat(http.delete(address).status()).isEqualTo(204);
            assertThat(state()).isEqualTo("cancelled");
            assertThat(http.delete(address).status()).isEqualTo(409);
            assertThat(stored()).isEmpty();
        }
    }

    @Test
    void beginsAnewWhatAKilledServerLeft() throws IOException {
        origin();
        try (var server = NativeGit.of(folder)) {
            jdbc.sql(
                            """
                            insert into repository_import
                                (repository_id, importer, url, state, attempt, beat, created)
                            values (?, ?, ?, 'RUNNING', 1, now() - interval '5 minutes', now())
                            """)
                    .params(
                            test.repository().id(),
                            test.administrator().id(),
                            server.url("origin/.git"))
                    .update();
            await().atMost(Duration.ofSeconds(30)).until(() -> state().equals("done"));
            assertThat(http.get(address).json().at("/attempt").asInt()).isEqualTo(2);
        }
    }

    @Test
    void fillsOnlyWhatIsEmptyAndOnlyForAdministrators() {
        var writer = Http.to(settings.baseUrl()).as(test.writer().name(), TestProject.PASSWORD);
        var wanted = Map.of("url", "https://git.example/x.git");
        assertThat(writer.post(address, wanted).status()).isEqualTo(403);
        var local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        local.run("push", "-q", test.url(test.administrator()), "main");
        var answer = http.post(address, wanted);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("is not empty");
        for (var url : List.of("file:///etc", "ssh://a.example/x", "http://u:p@a.example/x", "")) {
            assertThat(http.post(address, Map.of("url", url)).status()).as(url).isEqualTo(400);
        }
    }

    private Git origin() throws IOException {
        var origin = Git.init(Files.createDirectory(folder.resolve("origin")), "somebody");
        origin.run("checkout", "-q", "-b", "master");
        origin.commit("fairlead.yml", "build:\n  steps:\n    - run: 'true'\n", "Begin");
        for (var i = 0; i < 5; i++) {
            origin.commit("file", "content " + i, "Change " + i);
        }
        origin.run("branch", "feature", "HEAD~1");
        origin.run("tag", "-a", "-m", "One", "v1.0", "HEAD~2");
        origin.run("notes", "add", "-m", "Well done");
        origin.run("update-ref", "refs/pull/1/head", "HEAD~3");
        return origin;
    }

    private JsonNode run(Map<String, String> wanted) {
        var begun = http.post(address, wanted);
        assertThat(begun.status()).as(begun.body()).isEqualTo(202);
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> http.get(address).json(), json -> !json.at("/ended").isNull());
    }

    private String failure(Map<String, String> wanted) {
        var json = run(wanted);
        assertThat(json.at("/state").asString()).as(json.toString()).isEqualTo("failed");
        return json.at("/failure").asString();
    }

    private String state() {
        return http.get(address).json().at("/state").asString();
    }

    private List<String> built() {
        return jdbc.sql("select commit from build where repository_id = ?")
                .param(test.repository().id())
                .query(String.class)
                .list();
    }

    private List<String> stored() throws IOException {
        return files.list().stream()
                .map(NamedFiles.Stored::name)
                .filter(name -> name.startsWith("r" + test.repository().id() + "/"))
                .toList();
    }

    private interface Writing {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    /** A server with one ref, whose pack is what a test writes. */
    private static Listener answering(String ref, Writing pack) throws IOException {
        return Listener.answering((request, out) -> {
            if (request.startsWith("GET")) {
                out.write((LIST + list(ref)).getBytes(StandardCharsets.UTF_8));
            } else {
                out.write(PACK.getBytes(StandardCharsets.UTF_8));
                pack.to(out);
            }
        });
    }

    private static Listener redirecting(String base) throws IOException {
        return redirectingTo(base + "/info/refs?service=git-upload-pack");
    }

    private static Listener redirectingTo(String location) throws IOException {
        return Listener.saying(
                "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n");
    }

    private static String list(String ref) {
        return packet("# service=git-upload-pack\n") + "0000" + packet(ref + "\n") + "0000";
    }

    private static String packet(String text) {
        return "%04x%s".formatted(text.length() + 4, text);
    }
}
