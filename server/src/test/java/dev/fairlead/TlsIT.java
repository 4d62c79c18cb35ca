package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.code.Git;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with a certificate of its own making, to its browsers, its git and its agents. */
class TlsIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String PLAN = "build: {steps: [{run: echo built}]}\n";

    @TempDir static Path folder;
    private static TestCertificate tls;
    private static FairleadProcess server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        tls = TestCertificate.make(folder);
        var settings = new HashMap<>(tls.settings());
        settings.put("FAIRLEAD_LOCAL_AGENT", "on");
        var data = Files.createDirectories(Path.of("target/test-data").toAbsolutePath());
        server = FairleadProcess.startServer(Files.createTempDirectory(data, "tls-"), settings);
        client = HttpClient.newBuilder().sslContext(tls.trusting()).build();
        await().atMost(LONG).ignoreExceptions().until(() -> get("/readyz").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void sendsCookiesThatTravelOverTlsOnly() throws Exception {
        var page = get("/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("strict-transport-security").orElse(""))
                .contains("max-age=31536000");
        var cookie = page.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).contains("Secure");
        var token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();

        var form =
                "name=admin&password=%s&_csrf=%s"
                        .formatted(FairleadProcess.ADMIN_PASSWORD, token.group(1));
        var answer =
                send(
                        request("/login")
                                .header("Cookie", cookie.split(";", 2)[0])
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().allValues("set-cookie"))
                .anySatisfy(set -> assertThat(set).startsWith("fairlead=").contains("; Secure"));
    }

    @Test
    void answersNothingWithoutTls() throws Exception {
        var plain = URI.create(server.url().toString().replace("https", "http") + "/login");

        var answer = send(HttpRequest.newBuilder(plain));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("_csrf");
    }

    @Test
    void takesAPushAndBuildsItByAnAgentOfItsOwn() throws Exception {
        post("/api/v1/projects", "{\"key\": \"ORD\", \"name\": \"Orders\"}");
        post("/api/v1/projects/ORD/repositories", "{\"slug\": \"orders\"}");
        var git = Git.init(Files.createDirectory(folder.resolve("work")), "admin");
        git.commit("fairlead.yml", PLAN, "Say what to build");
        var url =
                "https://admin:%s@%s/scm/ORD/orders.git"
                        .formatted(FairleadProcess.ADMIN_PASSWORD, server.url().getAuthority());

        assertThat(git.attempt("push", url, "main").text()).contains("certificate");
        git.run("-c", "http.sslCAInfo=" + tls.certificate(), "push", "-q", url, "main");

        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> firstBuild().path("state").asString("").equals("passed"));
        var log = admin("/api/v1/builds/" + firstBuild().path("id").asLong() + "/log");
        assertThat(send(log).body()).contains("built");
    }

    private static JsonNode firstBuild() throws IOException, InterruptedException {
        var all = send(admin("/api/v1/projects/ORD/repositories/orders/builds")).body();
        return JsonMapper.shared().readTree(all).path("values").path(0);
    }

    private static void post(String path, String json) throws IOException, InterruptedException {
        var answer =
                send(
                        admin(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder admin(String path) {
        var pair = "admin:" + FairleadProcess.ADMIN_PASSWORD;
        return request(path)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.url().resolve(path));
    }
}
