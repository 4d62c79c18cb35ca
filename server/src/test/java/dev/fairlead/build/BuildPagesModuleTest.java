package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ModuleTest
class BuildPagesModuleTest {
    private static final String EVIL = "<script>alert(1)</script>";

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Builds builds;
    @TempDir Path folder;
    TestProject project;
    Git git;
    FakeAgent agent;

    @BeforeEach
    void pushFirst() throws IOException {
        project = TestProject.create(settings, users, access, projects, repositories);
        git = Git.init(folder, "writer");
        git.commit("pom.xml", "<project/>", "Begin");
        git.run("push", "-q", project.url(project.administrator()), "HEAD:main");
        agent =
                new FakeAgent(
                                settings,
                                "pages-" + project.project().key(),
                                project.repository().toString())
                        .register();
    }

    @Test
    void showsWhatBrokeAndEscapesWhatStrangersWrote() {
        var build = failed();

        var page = get(build.url()).body();

        assertThat(page)
                .contains("What broke", "SumTest.rounds", "3 is not 2", "Run again")
                .contains("class=\"c1\">[ERROR]")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain(EVIL);
        assertThat(get(build.url() + "/tests").body()).contains("rounds").doesNotContain(EVIL);
        assertThat(get("/projects/" + project.project().key() + "/builds").body())
                .contains("1 test failed");
    }

    @Test
    void servesTheLogByRangesOfLinesAndAsAWhole() {
        var build = failed();

        var lines = get(build.url() + "/lines?from=1&limit=1").body();
        var last = get(build.url() + "/lines?from=-1&limit=10").body();

        assertThat(lines)
                .contains("data-first=\"1\"", "data-next=\"2\"", "data-complete=\"false\"")
                .contains("Running orders.SumTest")
                .doesNotContain("[ERROR]");
        assertThat(last).contains("data-first=\"2\"", "data-complete=\"true\"");
        var raw = get("/api/v1/builds/" + build.id() + "/log");
        assertThat(raw.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
        assertThat(raw.body()).contains("Running orders.SumTest\n", EVIL);
    }

    @Test
    void tellsScriptsWhatTheIssueOfTheFirstLineNames() {
        var build = failed();
        var list =
                json(
                        "/api/v1/projects/%s/repositories/orders/builds?commit=%s"
                                .formatted(project.project().key(), build.commit()));
        assertThat(list.path("values").size()).isEqualTo(1);
        assertThat(list.path("next").isNull()).isTrue();

        var one = json("/api/v1/builds/" + build.id());

        assertThat(one.path("state").asString()).isEqualTo("failed");
        assertThat(one.path("failure").asString()).isEqualTo("1 test failed");
        assertThat(one.path("branch").asString()).isEqualTo("pages");
        assertThat(one.path("tests").path("failed").asInt()).isEqualTo(1);
        assertThat(one.path("tests").path("failing").get(0).path("name").asString())
                .isEqualTo("rounds");
        assertThat(one.path("steps").get(0).path("exitCode").asInt()).isEqualTo(1);
        var artifacts = json("/api/v1/builds/" + build.id() + "/artifacts");
        assertThat(artifacts.path("values").get(0).path("name").asString())
                .isEqualTo("out/orders.jar");
        var file = get("/api/v1/builds/" + build.id() + "/artifacts/out/orders.jar");
        assertThat(file.body()).isEqualTo("bytes");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
    }

    @Test
    void offersAStarterThatFitsTheFilesAndSendsItDownTheLine() {
        var repository = project.repository().url();
        assertThat(get(repository).body()).contains("Add a fairlead.yml");
        assertThat(get(repository + "/starter").body()).contains("mvn -B verify");
        assertThat(get(repository + "/starter?tool=NPM").body()).contains("npm ci");

        var refused = post(repository + "/starter", "text", "build: {steps: []}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("build needs at least one step");

        var accepted = post(repository + "/starter", "text", "build: {steps: [{run: make}]}\r\n");
        assertThat(accepted.statusCode()).isEqualTo(302);
        var build =
                await().until(
                                () -> builds.list(project.repository(), null, null, 10),
                                all -> all.size() == 1)
                        .getFirst();
        assertThat(build.branch()).startsWith(project.project().key() + "-1-build-orders");
        agent.pass(0);
    }

    /** A build whose log and test names hold what a browser must not run. */
    private Build failed() {
        git.commit("fairlead.yml", "build: {steps: [{run: make}]}\n", "Say how " + EVIL);
        git.run("push", "-q", project.url(project.writer()), "HEAD:refs/heads/pages");
        var assignment = agent.claim(0);
        agent.log(
                assignment,
                EVIL + "\nRunning orders.SumTest\n\u001b[31m[ERROR]\u001b[m 3 is not 2\n");
        var file = agent.store(assignment, "out/orders.jar", "bytes");
        agent.report(
                assignment,
                new Outcome.Built(
                        "Step \"make\" ended with exit code 1.",
                        List.of(new StepRun("make", 1, 40, 0)),
                        List.of(
                                new TestCase(
                                        "orders.SumTest",
                                        "rounds",
                                        Verdict.FAILED,
                                        4,
                                        "3 is not 2 " + EVIL)),
                        List.of(file)),
                false);
        return builds.latestOf(project.repository(), "pages").orElseThrow();
    }

    private JsonNode json(String path) {
        return new JsonMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    private HttpResponse<String> post(String path, String field, String value) {
        var form = field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String path) {
        User by = project.writer();
        var pair = (by.name() + ":" + TestProject.PASSWORD).getBytes(StandardCharsets.UTF_8);
        var base = "http://127.0.0.1:" + settings.httpPort();
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
