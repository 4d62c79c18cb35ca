package dev.fairlead.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.deploy.Deployment.State;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.Proposal;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Receivers on this machine; Slack, HipChat, Grafana and Graphite are stand-ins. */
@ModuleTest
@TestPropertySource(
        properties = {
            "FAIRLEAD_ALLOWED_OUTBOUND=127.0.0.1",
            "FAIRLEAD_WEBHOOK_TIMEOUT=2s",
            "FAIRLEAD_SMTP_HOST=127.0.0.1",
            "FAIRLEAD_SMTP_FROM=fairlead@example.org",
            "FAIRLEAD_SMTP_TLS=off"
        })
class ChannelsModuleTest {
    private static final String TOKEN = "t0ken-that-nobody-sees";
    private static final List<String> ALL =
            List.of("deployment:started", "deployment:verified", "deployment:failed");

    private static final MailServer MAILS = MailServer.start();

    @DynamicPropertySource
    static void mails(DynamicPropertyRegistry registry) {
        registry.add("FAIRLEAD_SMTP_PORT", MAILS::port);
    }

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private DeployedProject project;
    private Http http;
    private String channels;

    @BeforeEach
    void releaseOnce() {
        project = new DeployedProject(context, folder);
        http =
                Http.to(settings.baseUrl())
                        .as(project.base.administrator.name(), ReviewProject.PASSWORD);
        channels = "/api/v1/projects/" + project.base.project.key() + "/channels";
    }

    @Test
    void tellsEachReceiverInItsOwnWords() throws IOException {
        try (var chat = StandIn.willing();
                var hipchat = new StandIn(_ -> new StandIn.Answer(204, ""));
                var graphite = StandIn.willing();
                var program = StandIn.willing()) {
            make("chat", "", Map.of("dialect", "slack"), ALL, chat.url() + "/services/T0/" + TOKEN);
            make("hipchat", hipchat.url() + "/", Map.of("room", "Ops/1 & 2"), ALL, TOKEN);
            make("graphite", graphite.url(), Map.of(), null, "Basic " + TOKEN);
            make("webhook", program.url() + "/hook", Map.of(), ALL, TOKEN);
            var deployment = project.promoted("production");
            project.comesTo(deployment, State.RUNNING, "");
            project.comesTo(deployment, State.FAILED, "one said <no> & *stopped*");
            for (var receiver : List.of(chat, hipchat, graphite, program)) {
                await().until(() -> receiver.asked().size() == 2);
            }

            var key = project.base.project.key();
            var url = settings.baseUrl() + deployment.url();
            assertThat(chat.asked().getFirst().path()).isEqualTo("/services/T0/" + TOKEN);
            assertThat(chat.asked().getFirst().json().at("/text").asString())
                    .isEqualTo(
                            "▸ %s 1.0.0 begins in production. <%s|deployment %d>"
                                    .formatted(key, url, deployment.id()));
            assertThat(chat.asked().getLast().json().at("/text").asString())
                    .startsWith(
                            "✗ %s 1.0.0 failed in production: one said &lt;no&gt; &amp; *"
                                    .formatted(key));
            assertThat(hipchat.asked().getLast().path())
                    .isEqualTo("/v2/room/Ops%2F1%20%26%202/notification");
            assertThat(hipchat.asked().getLast().authorization()).isEqualTo("Bearer " + TOKEN);
            assertThat(hipchat.asked().getLast().json().at("/color").asString()).isEqualTo("red");
            assertThat(graphite.asked().getFirst().path()).isEqualTo("/events/");
            assertThat(graphite.asked().getFirst().authorization()).isEqualTo("Basic " + TOKEN);
            assertThat(graphite.asked().getFirst().json().at("/tags/4").asString())
                    .isEqualTo("started");
            var body = program.asked().getLast().json();
            assertThat(body.at("/eventKey").asString()).isEqualTo("deployment:failed");
            assertThat(body.at("/environment").asString()).isEqualTo("production");
            assertThat(body.at("/url").asString()).isEqualTo(url);
            assertThat(body.at("/deployment/version").asString()).isEqualTo("1.0.0");
            assertThat(body.at("/deployment/by").asString())
                    .isEqualTo(project.base.reviewer.name());
            assertThat(body.at("/deployment/sha256").asString()).isEqualTo("ab".repeat(32));
        }
    }

    @Test
    void drawsOneRegionInGrafanaForEachDeployment() throws IOException {
        var annotations = new ConcurrentHashMap<Integer, JsonNode>();
        var fails = new AtomicInteger(1);
        try (var grafana = new StandIn(asked -> grafana(asked, annotations, fails))) {
            var id = make("grafana", grafana.url(), Map.of(), null, TOKEN);
            var deployment = project.promoted("production");
            project.comesTo(deployment, State.RUNNING, "");
            var ended = project.comesTo(deployment, State.VERIFIED, "");
            await().until(() -> grafana.asked().stream().anyMatch(a -> a.method().equals("PATCH")));

            assertThat(annotations).hasSize(1);
            var region = annotations.get(1);
            assertThat(region.at("/tags/0").asString())
                    .isEqualTo("fairlead-deployment-" + deployment.id());
            assertThat(region.at("/tags/4").asString()).isEqualTo("verified");
            assertThat(region.at("/timeEnd").asLong()).isEqualTo(ended.finished().toEpochMilli());

            // The same once more: it is found, and changed to what it is already.
            await().until(() ->
                    deliveries(id).at("/values/0/state").asString().equals("delivered"));
            var last = deliveries(id).at("/values/0/id").asLong();
            http.post(channels + "/" + id + "/deliveries/" + last + "/redelivery", Map.of());
            await().until(() ->
                    grafana.asked().stream().filter(a -> a.method().equals("PATCH")).count() == 2);
            assertThat(annotations).hasSize(1);
        }
    }

    @Test
    void tellsEachTurnOnceAndItsEndWhateverEndsIt() throws IOException {
        try (var receiver = StandIn.willing()) {
            var events = List.of("host:began", "host:ended", "deployment:needs-person");
            make("webhook", receiver.url(), Map.of(), events, "");
            var running = project.comesTo(project.promoted("production"), State.RUNNING, "");
            var stuck = Map.of(7L, "start on one is unknown");
            project.goesOn(running, Set.of("one"), Map.of());
            project.goesOn(running, Set.of("one"), Map.of());
            project.goesOn(running, Set.of("one", "two"), stuck);
            project.goesOn(running, Set.of("two"), stuck);
            project.comesTo(running, State.FAILED, "");
            await().until(() -> receiver.asked().size() == 5);
            assertThat(receiver.asked())
                    .extracting(got ->
                            got.json().at("/eventKey").asString()
                                    + " "
                                    + got.json().at("/hosts/0").asString(""))
                    .containsExactly(
                            "host:began one",
                            "host:began two",
                            "deployment:needs-person ",
                            "host:ended one",
                            "host:ended two");
            assertThat(receiver.asked().get(2).body()).contains("start on one is unknown");
        }
    }

    @Test
    void handsDowntimesToAnAgentBeforeTheHostsFirstStep() {
        var nagios = Map.of("agent", "none", "minutes", "5");
        var id = make("nagios", "/nowhere/nagios.cmd", nagios, null, null);
        var running = project.comesTo(project.promoted("production"), State.RUNNING, "");
        project.goesOn(running, Set.of("one"), Map.of());
        assertThat(
                        jdbc.sql(
                                        """
                                        select count(*) from delivery_job j
                                          join delivery d on d.id = j.delivery_id
                                          join job on job.id = j.job and job.priority = 30
                                         where d.channel_id = ?
                                        """)
                                .param(id)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
        project.comesTo(running, State.FAILED, "");
        await().until(() -> deliveries(id).at("/values/1/failure").isString());
        assertThat(deliveries(id).at("/values/1/failure").asString())
                .startsWith("No agent took the commands within 2 s.");
        // The lifting waits behind it, so that the two cannot change places.
        assertThat(deliveries(id).at("/values/0/attempts").asInt()).isZero();
    }

    @Test
    void writesToTheProjectAndToWhoChoseIt() {
        make(
                "mail",
                "team@example.org, ops@example.org",
                Map.of(),
                List.of("deployment:failed"),
                null);
        var reviewer =
                Http.to(settings.baseUrl())
                        .as(project.base.reviewer.name(), ReviewProject.PASSWORD);
        var wanted = Map.of("events", List.of("deployment-failed", "review-asked"));
        assertThat(reviewer.put("/api/v1/me/mail", wanted).status()).isEqualTo(200);
        project.comesTo(project.promoted("production"), State.FAILED, "one said no");
        var branch = project.base.branch(project.base.issue(IssueType.TASK, "Look"), "l.txt", "l");
        var proposal =
                new Proposal("Look", "", branch, "main", List.of(project.base.reviewer.name()));
        project.base
                .bean(PullRequests.class)
                .open(project.base.developer, project.base.repository, proposal);
        await().until(() -> to(project.base.reviewer.email()).size() == 2);
        await().until(() -> to("ops@example.org").size() == 1);
        assertThat(to("ops@example.org").getFirst().to())
                .containsExactly("team@example.org", "ops@example.org");
        assertThat(to("ops@example.org").getFirst().text())
                .contains("failed in production", "one said no", "/deployments/");
        assertThat(to(project.base.reviewer.email()).getLast().text())
                .contains("asks you to review: Look", "/pull-requests/");
        assertThat(to(project.base.developer.email())).isEmpty();
        assertThat(reviewer.get("/me/mail").body()).contains("asks you to review: Look");
    }

    private static List<MailServer.Got> to(String address) {
        return MAILS.got().stream().filter(got -> got.to().contains(address)).toList();
    }

    @Test
    void isToldOfItsEnvironmentsOnly() throws IOException {
        try (var chat = StandIn.willing()) {
            project.environment("qa");
            var wanted = wanted("chat", "", Map.of(), ALL, chat.url() + "/x");
            wanted.put("environments", List.of("qa"));
            assertThat(http.post(channels, wanted).status()).isEqualTo(201);
            project.comesTo(project.promoted("production"), State.FAILED, "elsewhere");
            project.comesTo(project.promoted("qa"), State.FAILED, "here");
            await().until(() -> chat.asked().size() == 1);
            assertThat(chat.asked().getFirst().body()).contains("failed in qa: here");
        }
    }

    @Test
    void letsNoDeadReceiverSlowAnother() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var angry = new StandIn(_ -> new StandIn.Answer(500, "no"));
                var well = StandIn.willing()) {
            var away = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            var ids =
                    List.of(
                            make("webhook", away, Map.of(), ALL, ""),
                            make("webhook", "http://127.0.0.1:1/", Map.of(), ALL, ""),
                            make("webhook", angry.url(), Map.of(), ALL, ""));
            make("webhook", well.url(), Map.of(), ALL, "");
            for (var i = 0; i < 5; i++) {
                project.comesTo(project.promoted("production"), State.FAILED, "once more");
            }
            await().until(() -> well.asked().size() == 5);
            for (var id : ids) {
                assertThat(deliveries(id).at("/values").size()).isEqualTo(5);
                assertThat(deliveries(id).at("/values/4/state").asString()).isEqualTo("owed");
            }
            // Which it has to say, and one attempt is enough to know that nobody is there.
            await().until(() ->
                    http.get(channels + "/" + ids.get(1)).json().at("/pausedUntil").isString());
            assertThat(deliveries(ids.get(1)).at("/values/0/attempts").asInt()).isZero();
        }
    }

    @Test
    void owesNothingWhenTheChangeIsTakenBack() throws IOException {
        try (var chat = StandIn.willing()) {
            var id = make("chat", "", Map.of(), ALL, chat.url() + "/x");
            var transaction = project.base.bean(TransactionTemplate.class);
            transaction.executeWithoutResult(status -> {
                project.comesTo(project.promoted("production"), State.FAILED, "");
                status.setRollbackOnly();
            });
            assertThat(deliveries(id).at("/values").size()).isZero();
        }
    }

    @Test
    void showsItsSecretToNobodyAndSendsItNowhereElse() throws IOException {
        try (var receiver = StandIn.willing()) {
            var id = make("hipchat", receiver.url(), Map.of("room", "ops"), ALL, TOKEN);
            var chat = make("chat", "", Map.of(), ALL, receiver.url() + "/" + TOKEN);
            var page = "/projects/" + project.base.project.key() + "/channels";
            for (var one : List.of(id, chat)) {
                var sent = http.post(channels + "/" + one + "/tests", Map.of()).json().at("/id");
                await().until(() ->
                        deliveries(one).at("/values/0/state").asString().equals("delivered"));
                for (var path :
                        List.of(
                                channels,
                                channels + "/" + one,
                                page,
                                page + "/" + one,
                                page + "/" + one + "/deliveries/" + sent.asLong())) {
                    var answer = http.get(path);
                    assertThat(answer.status()).as(path).isEqualTo(200);
                    assertThat(answer.body()).doesNotContain(TOKEN);
                }
            }
            var elsewhere =
                    wanted("hipchat", "http://127.0.0.1:9", Map.of("room", "ops"), ALL, null);
            var refused = http.put(channels + "/" + id, elsewhere);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body())
                    .contains("secret: must be given again, because the address is another one.");
            var same = wanted("hipchat", receiver.url(), Map.of("room", "dev"), ALL, null);
            assertThat(http.put(channels + "/" + id, same).json().at("/hasSecret").asBoolean())
                    .isTrue();
            var audited =
                    jdbc.sql("select detail::text from audit_entry where action like 'channel.%'")
                            .query(String.class)
                            .list();
            assertThat(audited).isNotEmpty().noneMatch(entry -> entry.contains(TOKEN));
        }
    }

    @Test
    void refusesWhatIsNoChannel() {
        var fine = Map.of("room", "ops");
        for (var wanted :
                List.of(
                        wanted("pigeon", "https://a.example", Map.of(), ALL, TOKEN),
                        wanted("chat", "", Map.of(), ALL, ""),
                        wanted("chat", "", Map.of(), ALL, "ftp://a.example/x"),
                        wanted("chat", "", Map.of("dialect", "latin"), ALL, "https://a.example"),
                        wanted("chat", "", fine, ALL, "https://a.example"),
                        wanted("hipchat", "https://a.example", Map.of(), ALL, TOKEN),
                        wanted("hipchat", "https://a.example?x=1", fine, ALL, TOKEN),
                        wanted("hipchat", "https://a.example", fine, ALL, ""),
                        wanted("hipchat", "https://a.example", fine, List.of(), TOKEN),
                        wanted("hipchat", "https://a.example", fine, List.of("x"), TOKEN),
                        wanted("webhook", "https://u:p@a.example", Map.of(), ALL, ""))) {
            assertThat(http.post(channels, wanted).status()).as(wanted.toString()).isEqualTo(400);
        }
    }

    @Test
    void reachesNagiosByAWayThatThereIsAndNoOther() {
        var refusals =
                Map.of(
                        "monitor", "through: must be an environment and one of its connections",
                        "production/x y", "through: must be an environment and one of its",
                        "qa/monitor", "has no environment \\\"qa\\\".",
                        "production/other", "production has no connection \\\"other\\\".",
                        "production/any", "leads to whatever host names it; give it an address.",
                        "production/new", "10.0.0.8:22 is not known by its key");
        project.connected("production");
        refusals.forEach((through, sentence) -> {
            var wanted = wanted("nagios", "/n.cmd", Map.of("through", through), null, null);
            var refused = http.post(channels, wanted);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains(sentence);
        });
        var typed =
                Map.of(
                        "kind",
                        "nagios",
                        "address",
                        "/n.cmd",
                        "setting-through",
                        "monitor",
                        "name",
                        "Ops");
        var page = "/projects/" + project.base.project.key() + "/channels";
        assertThat(http.form(page, typed).body())
                .contains(">Must be an environment and one of its connections")
                .doesNotContain("class=\"refusal\"");
        var way = Map.of("through", "production/monitor", "agent", "none");
        var id = make("nagios", "/n.cmd", way, null, null);
        http.post(channels + "/" + id + "/tests", Map.of());
        await().until(() -> !jobs(id).isEmpty());
        assertThat(jobs(id).getFirst())
                .contains("\"address\":\"10.0.0.7\"", "\"key\":\"MONITOR_KEY\"");
    }

    private List<String> jobs(long channel) {
        return jdbc.sql(
                        """
                        select job.spec::text from delivery_job j
                          join delivery d on d.id = j.delivery_id join job on job.id = j.job
                         where d.channel_id = ?
                        """)
                .param(channel)
                .query(String.class)
                .list();
    }

    @Test
    void isMadeAndChangedByItsPage() throws IOException {
        var page = "/projects/" + project.base.project.key() + "/channels";
        var fields =
                new HashMap<>(
                        Map.of(
                                "kind", "chat",
                                "name", "Room <1>",
                                "setting-dialect", "mattermost",
                                "secret", "https://chat.example/" + TOKEN,
                                "event deployment:failed", "on",
                                "environment production", "on",
                                "active", "on"));
        var made = http.form(page, fields);
        assertThat(made.status()).as(made.body()).isEqualTo(302);
        assertThat(http.get(page).body()).contains("Room &lt;1&gt;", "chat.example");
        fields.put("secret", "");
        fields.remove("active");
        var one = made.header("location");
        assertThat(http.form(one, fields).status()).isEqualTo(302);
        var now = http.get(channels).json().at("/values/0");
        assertThat(now.at("/active").asBoolean()).isFalse();
        assertThat(now.at("/hasSecret").asBoolean()).isTrue();
        assertThat(now.at("/environments/0").asString()).isEqualTo("production");
        fields.put("secret", "gopher://" + TOKEN);
        var refused = http.form(one, fields);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(http.form(one + "/removal", Map.of()).status()).isEqualTo(302);
        assertThat(http.get(channels).json().at("/values").size()).isZero();
    }

    /** Grafana's annotations, as far as they are used: found by tag, made, changed. */
    private static StandIn.Answer grafana(
            StandIn.Asked asked, Map<Integer, JsonNode> annotations, AtomicInteger fails) {
        if (!("Bearer " + TOKEN).equals(asked.authorization())) {
            return new StandIn.Answer(401, "{\"message\":\"Unauthorized\"}");
        }
        return switch (asked.method()) {
            case "GET" -> {
                var tag = asked.path().replaceAll(".*tags=", "");
                yield new StandIn.Answer(
                        200,
                        annotations.entrySet().stream()
                                .filter(one -> one.getValue().at("/tags/0").asString().equals(tag))
                                .map(one -> "[{\"id\":" + one.getKey() + "}]")
                                .findFirst()
                                .orElse("[]"));
            }
            case "POST" -> {
                var id = annotations.size() + 1;
                annotations.put(id, asked.json());
                // It made it, and its answer is lost on the way.
                yield fails.getAndDecrement() > 0
                        ? new StandIn.Answer(500, "")
                        : new StandIn.Answer(200, "{\"id\":" + id + "}");
            }
            default -> {
                var id = Integer.parseInt(asked.path().replaceAll(".*/", ""));
                annotations.put(id, asked.json());
                yield new StandIn.Answer(200, "{\"message\":\"Annotation patched\"}");
            }
        };
    }

    private long make(
            String kind,
            String address,
            Map<String, String> settings,
            List<String> events,
            String secret) {
        var answer = http.post(channels, wanted(kind, address, settings, events, secret));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().at("/id").asLong();
    }

    private static Map<String, Object> wanted(
            String kind,
            String address,
            Map<String, String> settings,
            List<String> events,
            String secret) {
        var wanted = new HashMap<String, Object>();
        wanted.put("kind", kind);
        wanted.put("name", kind + " " + NAMES.incrementAndGet());
        wanted.put("address", address);
        wanted.put("settings", settings);
        wanted.put("events", events);
        wanted.put("secret", secret);
        return wanted;
    }

    private static final AtomicInteger NAMES = new AtomicInteger();

    private JsonNode deliveries(long id) {
        return http.get(channels + "/" + id + "/deliveries").json();
    }
}
