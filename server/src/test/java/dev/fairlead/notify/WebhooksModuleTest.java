package dev.fairlead.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.issue.IssueType;
import dev.fairlead.outbound.Listener;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.Comments;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Real receivers on this machine, which this server alone is allowed to reach. */
@ModuleTest
@TestPropertySource(properties = "FAIRLEAD_ALLOWED_OUTBOUND=127.0.0.1")
class WebhooksModuleTest {
    private static final String SECRET = "s3cret-of-the-hook";
    private static final List<String> EVERYTHING =
            List.of(
                    "repo:refs_changed",
                    "pr:opened",
                    "pr:from_ref_updated",
                    "pr:merged",
                    "pr:declined",
                    "pr:comment:added",
                    "pr:reviewer:approved");

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private ReviewProject project;
    private Http http;
    private String hooks;

    @BeforeEach
    void firstPush() {
        project = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        http = Http.to(settings.baseUrl()).as(project.administrator.name(), ReviewProject.PASSWORD);
        hooks = "/api/v1" + project.repository.url() + "/webhooks";
    }

    @Test
    void tellsOfAPushWithASignature() throws IOException {
        try (var receiver = Receiver.willing()) {
            make("ci", receiver.url(), List.of("repo:refs_changed"));
            var branch = push("a.txt");
            await().until(() -> receiver.got().size() == 1);

            var got = receiver.got().getFirst();
            assertThat(got.event()).isEqualTo("repo:refs_changed");
            assertThat(got.signature()).isEqualTo(Posting.signature(SECRET, got.body()));
            var body = got.json();
            assertThat(body.at("/eventKey").asString()).isEqualTo("repo:refs_changed");
            assertThat(body.at("/date").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+0000");
            assertThat(body.at("/actor/name").asString()).isEqualTo(project.developer.name());
            assertThat(body.at("/repository/slug").asString()).isEqualTo("orders");
            assertThat(body.at("/repository/project/key").asString())
                    .isEqualTo(project.project.key());
            assertThat(body.at("/repository/links/clone/0/href").asString())
                    .isEqualTo(settings.baseUrl() + project.repository.clonePath());
            var change = body.at("/changes/0");
            assertThat(change.at("/ref/id").asString()).isEqualTo("refs/heads/" + branch);
            assertThat(change.at("/ref/displayId").asString()).isEqualTo(branch);
            assertThat(change.at("/ref/type").asString()).isEqualTo("BRANCH");
            assertThat(change.at("/refId").asString()).isEqualTo("refs/heads/" + branch);
            assertThat(change.at("/fromHash").asString()).isEqualTo("0".repeat(40));
            assertThat(change.at("/toHash").asString())
                    .isEqualTo(project.git.run("rev-parse", "HEAD"));
            assertThat(change.at("/type").asString()).isEqualTo("ADD");
        }
    }

    @Test
    void tellsOfTagsAndOfWhatIsDeleted() throws IOException {
        try (var receiver = Receiver.willing()) {
            make("ci", receiver.url(), List.of("repo:refs_changed"));
            project.git.run("tag", "nightly");
            project.git.run("push", "-q", "origin", "nightly");
            project.git.run("push", "-q", "origin", ":nightly");
            await().until(() -> receiver.got().size() == 2);
            assertThat(receiver.got())
                    .extracting(got -> got.json().at("/changes/0/ref/type").asString())
                    .containsOnly("TAG");
            assertThat(receiver.got())
                    .extracting(got -> got.json().at("/changes/0/type").asString())
                    .containsExactly("ADD", "DELETE");
        }
    }

    @Test
    void tellsTheLifeOfAPullRequestInItsOrder() throws IOException {
        try (var receiver = Receiver.willing()) {
            make("bot", receiver.url(), EVERYTHING.subList(1, EVERYTHING.size()));
            var requests = project.bean(PullRequests.class);
            var branch = push("a.txt");
            var pr = project.open(project.developer, branch);
            project.git.commit("b.txt", "more", "Add more");
            project.git.run("push", "-q", "origin", branch);
            var moved = requests.get(project.repository, pr.number());
            project.bean(Comments.class)
                    .add(project.reviewer, project.repository, moved, "Fine \"by\" me");
            requests.approve(project.reviewer, project.repository, pr.number(), moved.head());
            requests.decline(project.developer, project.repository, pr.number(), null);
            await().until(() -> receiver.got().size() == 5);

            assertThat(receiver.events())
                    .containsExactly(
                            "pr:opened",
                            "pr:from_ref_updated",
                            "pr:comment:added",
                            "pr:reviewer:approved",
                            "pr:declined");
            var bodies = receiver.got().stream().map(Receiver.Got::json).toList();
            assertThat(bodies.get(0).at("/pullRequest/fromRef/displayId").asString())
                    .isEqualTo(branch);
            assertThat(bodies.get(0).at("/pullRequest/toRef/latestCommit").asString())
                    .isEqualTo(project.git.run("rev-parse", "origin/main"));
            assertThat(bodies.get(1).at("/previousFromHash").asString()).isEqualTo(pr.head());
            assertThat(bodies.get(1).at("/pullRequest/fromRef/latestCommit").asString())
                    .isEqualTo(moved.head());
            assertThat(bodies.get(2).at("/comment/text").asString()).isEqualTo("Fine \"by\" me");
            assertThat(bodies.get(3).at("/participant/user/name").asString())
                    .isEqualTo(project.reviewer.name());
            assertThat(bodies.get(3).at("/pullRequest/reviewers/0/status").asString())
                    .isEqualTo("APPROVED");
            assertThat(bodies.get(0).at("/pullRequest/version").isNumber()).isTrue();
            assertThat(bodies.get(4).at("/pullRequest/state").asString()).isEqualTo("DECLINED");
        }
    }

    @Test
    void tellsOfAMerge() throws IOException {
        try (var receiver = Receiver.willing()) {
            make("bot", receiver.url(), List.of("pr:merged", "repo:refs_changed"));
            var pr = project.ready(project.issue(IssueType.STORY, "Merged"), "merged.txt");
            var merged =
                    project.bean(PullRequests.class)
                            .merge(project.developer, project.repository, pr.number());
            await().until(() -> receiver.events().contains("pr:merged"));
            var body = receiver.got().stream().filter(got -> got.event().equals("pr:merged"));
            var told = body.findFirst().orElseThrow().json();
            assertThat(told.at("/pullRequest/properties/mergeCommit/id").asString())
                    .isEqualTo(merged.mergeCommit());
            assertThat(told.at("/pullRequest/state").asString()).isEqualTo("MERGED");
        }
    }

    @Test
    void triesAgainUnderTheSameIdAndKeepsTheOrder() throws IOException {
        var away = new ArrayList<>(List.of(503));
        try (var receiver = Receiver.answering(_ -> away.isEmpty() ? 200 : away.removeFirst())) {
            var id = make("ci", receiver.url(), List.of("repo:refs_changed"));
            var first = push("a.txt");
            await().until(() -> receiver.got().size() == 1);
            var second = push("b.txt");
            await().until(() -> deliveries(id).at("/values/1/attempts").asInt() == 1);
            assertThat(deliveries(id).at("/values/1/status").asInt()).isEqualTo(503);
            assertThat(http.get(hooks + "/" + id).json().at("/failingSince").isNull()).isFalse();

            await().atMost(Duration.ofSeconds(30)).until(() -> receiver.got().size() == 3);
            assertThat(receiver.got())
                    .extracting(got -> got.json().at("/changes/0/ref/displayId").asString())
                    .containsExactly(first, first, second);
            assertThat(receiver.got().get(0).id()).isEqualTo(receiver.got().get(1).id());
            assertThat(receiver.got().get(2).id()).isNotEqualTo(receiver.got().get(1).id());
            await().until(() -> http.get(hooks + "/" + id).json().at("/failingSince").isNull());
        }
    }

    @Test
    void letsOneThatIsRefusedStepAside() throws IOException {
        var refused = new ArrayList<String>();
        try (var receiver =
                Receiver.answering(got -> {
                    if (refused.isEmpty()) {
                        refused.add(got.id());
                    }
                    return refused.contains(got.id()) ? 422 : 200;
                })) {
            make("ci", receiver.url(), List.of("repo:refs_changed"));
            push("a.txt");
            push("b.txt");
            await().until(() ->
                    receiver.got().stream().anyMatch(got -> !refused.contains(got.id())));
        }
    }

    @Test
    void doesNotWaitForASlowReceiver() throws IOException {
        try (var slow = Listener.answering((_, _) -> TimeUnit.MINUTES.sleep(5));
                var quick = Receiver.willing()) {
            make("slow", slow.url("/"), List.of("repo:refs_changed"));
            make("quick", quick.url(), List.of("repo:refs_changed"));
            push("a.txt");
            push("b.txt");
            await().until(() -> quick.got().size() == 2);
            await().until(() -> slow.calls() == 1);
        }
    }

    @Test
    void reachesNothingInsideNeitherByRedirect() throws IOException {
        try (var redirecting =
                Listener.saying(
                        "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\n"
                                + "Location: http://169.254.169.254/latest/meta-data\r\n\r\n")) {
            var redirected = make("redirecting", redirecting.url("/"), List.of("pr:merged"));
            var metadata = make("metadata", "http://169.254.169.254/latest/", List.of("pr:merged"));
            assertThat(test(redirected).at("/status").asInt()).isEqualTo(307);
            assertThat(redirecting.calls()).isEqualTo(1);
            assertThat(test(metadata).at("/failure").asString())
                    .isEqualTo(
                            "169.254.169.254 is not an address of the public internet. An"
                                    + " administrator of the server can allow it with"
                                    + " FAIRLEAD_ALLOWED_OUTBOUND.");
        }
    }

    @Test
    void keepsTheBeginningOfAnAnswerWithoutEnd() throws IOException {
        try (var endless =
                Listener.answering((_, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    while (true) {
                        out.write("all work ".repeat(999).getBytes(StandardCharsets.UTF_8));
                    }
                })) {
            var sent = test(make("endless", endless.url("/"), List.of("pr:merged")));
            assertThat(sent.at("/state").asString()).isEqualTo("delivered");
            assertThat(sent.at("/answer").asString()).hasSize(8 << 10);
        }
    }

    @Test
    void deliversAgainByHand() throws IOException {
        try (var receiver = Receiver.willing()) {
            var id = make("ci", receiver.url(), List.of("repo:refs_changed"));
            push("a.txt");
            await().until(() -> receiver.got().size() == 1);
            var delivery = deliveries(id).at("/values/0/id").asLong();
            var again =
                    http.post(
                            hooks + "/" + id + "/deliveries/" + delivery + "/redelivery", Map.of());
            assertThat(again.status()).isEqualTo(202);
            await().until(() -> receiver.got().size() == 2);
            assertThat(receiver.got().get(0)).isEqualTo(receiver.got().get(1));
        }
    }

    @Test
    void showsASecretToNobodyAndKeepsItSealed() throws IOException {
        try (var receiver = Receiver.willing()) {
            var id = make("ci", receiver.url(), EVERYTHING);
            test(id);
            var page = project.repository.url() + "/settings/webhooks/" + id;
            var delivery = deliveries(id).at("/values/0/id").asLong();
            for (var path :
                    List.of(hooks, hooks + "/" + id, page, page + "/deliveries/" + delivery)) {
                var answer = http.get(path);
                assertThat(answer.status()).as(path).isEqualTo(200);
                assertThat(answer.body()).doesNotContain(SECRET);
            }
            assertThat(http.get(page + "/deliveries/" + delivery).body())
                    .contains("taken &lt;b&gt;&amp;")
                    .contains("X-Hub-Signature: sha256=…");
            var stored =
                    jdbc.sql("select secret from channel where id = ?")
                            .param(id)
                            .query(byte[].class)
                            .single();
            assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
            assertThat(audited()).doesNotContain(SECRET).doesNotContain("token=t");
        }
    }

    @Test
    void owesNothingForAPushThatIsRefused() throws IOException {
        try (var receiver = Receiver.willing()) {
            var id = make("ci", receiver.url(), EVERYTHING);
            project.git.run("checkout", "-q", "main");
            project.git.commit("a.txt", "a", "Change main");
            assertThat(project.git.attempt("push", "origin", "main").code()).isNotZero();
            assertThat(deliveries(id).at("/values").size()).isZero();
        }
    }

    @Test
    void refusesWhatIsNoWebhook() {
        for (var wanted :
                List.of(
                        Map.of("name", "", "url", "http://a.example", "events", EVERYTHING),
                        Map.of("name", "a", "url", "ftp://a.example", "events", EVERYTHING),
                        Map.of("name", "a", "url", "http://u:p@a.example", "events", EVERYTHING),
                        Map.of("name", "a", "url", "http://a.example", "events", List.of()),
                        Map.of("name", "a", "url", "http://a.example", "events", List.of("x")),
                        Map.of(
                                "name",
                                "a\u0000",
                                "url",
                                "http://a.example",
                                "events",
                                EVERYTHING))) {
            assertThat(http.post(hooks, wanted).status()).as(wanted.toString()).isEqualTo(400);
        }
    }

    @Test
    void takesTwentyWebhooksAndNoMore() {
        for (var i = 0; i < 20; i++) {
            make("hook " + i, "https://hooks.example/" + i, EVERYTHING);
        }
        var one = Map.of("name", "more", "url", "https://hooks.example/", "events", EVERYTHING);
        var answer = http.post(hooks, one);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("has 20 webhooks, which is the limit");
    }

    @Test
    void isChangedAndDeletedByItsPage() {
        var id = make("ci", "https://hooks.example/", EVERYTHING);
        var page = project.repository.url() + "/settings/webhooks";
        assertThat(http.get(page).body()).contains("https://hooks.example/");
        var changed =
                http.form(
                        page + "/" + id,
                        Map.of(
                                "name",
                                "ci 2",
                                "url",
                                "https://other.example/",
                                "events pr:opened",
                                "on"));
        assertThat(changed.status()).isEqualTo(302);
        var now = http.get(hooks + "/" + id).json();
        assertThat(now.at("/url").asString()).isEqualTo("https://other.example/");
        assertThat(now.at("/active").asBoolean()).isFalse();
        assertThat(now.at("/signed").asBoolean()).isTrue();
        var refused =
                http.form(
                        page + "/" + id,
                        Map.of("name", "ci 2", "url", "gopher://<x>", "events pr:opened", "on"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("gopher://&lt;x&gt;");
        assertThat(http.form(page + "/" + id + "/removal", Map.of()).status()).isEqualTo(302);
        assertThat(http.get(hooks + "/" + id).status()).isEqualTo(404);
    }

    private long make(String name, String url, List<String> events) {
        var answer =
                http.post(
                        hooks,
                        Map.of("name", name, "url", url, "events", events, "secret", SECRET));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().at("/id").asLong();
    }

    private String push(String file) {
        return project.branch(project.issue(IssueType.TASK, "Push " + file), file, "content");
    }

    private JsonNode deliveries(long id) {
        return http.get(hooks + "/" + id + "/deliveries").json();
    }

    /** Sends a test and waits for its end. */
    private JsonNode test(long id) {
        var sent = http.post(hooks + "/" + id + "/tests", Map.of());
        assertThat(sent.status()).isEqualTo(202);
        var path = hooks + "/" + id + "/deliveries/" + sent.json().at("/id").asLong();
        return await().until(
                        () -> http.get(path).json(),
                        json -> !json.at("/state").asString().equals("owed"));
    }

    private String audited() {
        return String.join(
                "\n",
                jdbc.sql("select detail::text from audit_entry where action like 'webhook.%'")
                        .query(String.class)
                        .list());
    }
}
