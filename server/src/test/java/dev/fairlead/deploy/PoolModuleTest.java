package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.BalancersSeen;
import dev.fairlead.protocol.Outcome.BalancersSeen.Seen;
import dev.fairlead.protocol.Outcome.BalancersSeen.Server;
import dev.fairlead.protocol.Outcome.BalancersSeen.Traffic;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.Outcome.ServerMoved.Moved;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What balancers say of hosts, and the button that puts back what is healthy. */
@ModuleTest
class PoolModuleTest {
    private static final String SHA256 = "a".repeat(64);

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired JdbcClient jdbc;
    @Autowired Environments environments;
    @Autowired BalancerLooks looks;
    @Autowired HostStates hosts;
    @Autowired DeploymentStore deployments;
    @Autowired Turns turns;
    @Autowired Jobs jobs;
    @Autowired TransactionTemplate transaction;
    @TempDir Path folder;

    private ReviewProject test;
    private Environment environment;
    private Deployment verified;
    private Http admin;

    @BeforeEach
    void world() throws Exception {
        test =
                ReviewProject.create(
                        context, Files.createDirectory(folder.resolve("work")), Map.of("a", "a"));
        var merged = test.ready(test.issue(IssueType.STORY, "Merged"), "merged.txt");
        context.getBean(PullRequests.class).merge(test.developer, test.repository, merged.number());
        environment = define(definition());
        verified = deployment("VERIFIED");
        admin = Http.to(settings.baseUrl()).as(test.administrator.name(), ReviewProject.PASSWORD);
    }

    @Test
    void saysWhatIsOutWhySinceWhenAndByWhom() {
        hosts.park(verified, "order-1", true);
        see(null, server("order-1", "MAINT"), down("order-2"), server("order-3", "UP"));
        var pool = admin.get(api("/balancers")).json();
        assertThat(pool.get("out").toString())
                .contains("deployment " + verified.id() + " left it out")
                .contains("its health check fails: L4CON Connection refused")
                .doesNotContain("order-3");
        assertThat(pool.get("silent").toString()).contains("lb-2 did not answer");
        var page = admin.get(page("/balancers")).body();
        assertThat(page)
                .contains("lb-2 did not answer")
                .contains("L4CON Connection refused")
                .contains("Put back what is healthy");
        assertThat(admin.get("/projects/" + test.project.key() + "/balancers").body())
                .contains("deployment " + verified.id() + " left it out");
        assertThat(reader().get(page("/balancers")).body()).doesNotContain("Put back what is");
    }

    @Test
    void putsBackWhatIsHealthyAndNamesWhatIsNot() {
        hosts.park(verified, "order-1", true);
        see(
                null,
                server("order-1", "MAINT"),
                server("order-2", "MAINT"),
                server("order-3", "DRAIN"));
        assertThat(reader().json("POST", api("/balancers/returns"), Map.of()).status())
                .isEqualTo(403);
        var begun = admin.json("POST", api("/balancers/returns"), Map.of());
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        assertThat(admin.json("POST", api("/balancers/returns"), Map.of()).body())
                .contains("are being moved already");
        deployment("WAITING");
        transaction.executeWithoutResult(_ -> turns.startNext(environment));
        assertThat(deployments.running(environment.id())).isEmpty();
        jdbc.sql("delete from deployment where state = 'WAITING' and environment_id = ?")
                .param(environment.id())
                .update();

        assertThat(jobs.spec(job("order-1"))).isInstanceOf(JobSpec.RunHostStep.class);
        finish("order-1", new HostStepRan("", 0, 1, false));
        finish("order-1", observed(SHA256));
        finish("order-1", moved("UP"));
        finish(
                "order-2",
                new HostStepRan("verify on order-2 ended with exit code 1.", 1, 1, false));
        finish("order-3", new HostStepRan("", 0, 1, false));
        finish("order-3", observed("b".repeat(64)));

        var ended = admin.get(api("/balancers/returns")).json();
        assertThat(ended.get("finished").isNull()).isFalse();
        assertThat(ended.get("hosts").toString())
                .contains("{\"host\":\"order-1\",\"step\":\"back\",\"state\":\"returned\"")
                .contains("verify on order-2 ended with exit code 1.")
                .contains("order-3 has other bytes than release");
        assertThat(hosts.parked(environment.id())).isEmpty();
        assertThat(admin.get(page("/balancers")).body())
                .contains("back in the pool")
                .contains("verify on order-2 ended with exit code 1.");
    }

    /** What is out then, it takes care of itself. */
    @Test
    void offersNobodyToPutHostsBackWhileADeploymentRuns() {
        hosts.park(verified, "order-1", true);
        see(null, server("order-1", "MAINT"), server("order-2", "UP"), server("order-3", "UP"));
        assertThat(admin.get(page("/balancers")).body()).contains("Put back what is healthy");

        deployment("RUNNING");

        assertThat(admin.get(page("/balancers")).body()).doesNotContain("Put back what is healthy");
    }

    @Test
    void saysThatTheOtherSetServes() {
        environment = define(sets());
        hosts.park(verified, "order-1", true);
        see(null, server("order-1", "MAINT"), server("order-2", "UP"), server("order-3", "UP"));

        var page = admin.get(page("/balancers")).body();
        assertThat(page).contains("the other set serves now");
        assertThat(page).doesNotContain("Put back what is healthy");
    }

    @Test
    void saysThatTheOtherSetStillServesAfterAnAbort() {
        environment = define(sets());
        var aborted = deployment("STOPPED");
        jdbc.sql("update deployment set aborting = true, out_before = '{order-1}' where id = ?")
                .param(aborted.id())
                .update();
        hosts.park(aborted, "order-1", true);
        see(null, server("order-1", "MAINT"), server("order-2", "UP"), server("order-3", "UP"));

        assertThat(admin.get(page("/balancers")).body())
                .contains("deployment " + aborted.id() + " left it out: the other set serves now")
                .doesNotContain("Put back what is healthy");
    }

    @Test
    void takesAHostOutAgainThatItsBalancerForgot() {
        hosts.park(verified, "order-1", true);
        see(null, server("order-1", "UP"), server("order-2", "UP"));
        var job =
                jdbc.sql("select job from pool_guard where environment_id = ?")
                        .param(environment.id())
                        .query(Long.class)
                        .single();
        assertThat(((JobSpec.MoveServer) jobs.spec(job)).to()).isEqualTo(MoveServer.To.OUT);
        assertThat(admin.json("POST", api("/balancers/returns"), Map.of()).status()).isEqualTo(409);
        finish(
                job,
                new ServerMoved("", List.of(new Moved("lb-1", "order-1", "UP", "MAINT", 3)), 1));
        assertThat(hosts.parked(environment.id())).containsExactly("order-1");
        assertThat(admin.get("/deployments/" + verified.id()).body())
                .contains("order-1 was UP at lb-1 although it was left out");
    }

    @Test
    void countsTheRequestsOfADeploymentAndShowsThem() {
        see(verified.id(), new Traffic("1/1", 100, 0, 0), server("order-1", "UP"));
        see(verified.id(), new Traffic("1/1", 12_159, 0, 0), server("order-1", "UP"));
        assertThat(admin.get("/deployments/" + verified.id()).body())
                .contains("12,059 served, 0 failed")
                .contains("<svg");
    }

    private Http reader() {
        return Http.to(settings.baseUrl()).as(test.reader.name(), ReviewProject.PASSWORD);
    }

    private String api(String rest) {
        return "/api/v1" + page(rest);
    }

    private String page(String rest) {
        return environment.url(test.project.key()) + rest;
    }

    private static ObjectNode definition() {
        var definition =
                """
                {"kind": "production", "order": 1, "repository": "orders",
                 "balancers": [{"name": "lb-1", "socket": "/run/a.sock", "backend": "orders"},
                               {"name": "lb-2", "address": "10.0.0.7:9999", "backend": "orders"}],
                 "hosts": [%s, %s, %s],
                 "steps": {"install": "true", "start": "true", "stop": "true", "verify": "true"}}
                """
                        .formatted(host("order-1"), host("order-2"), host("order-3"));
        return (ObjectNode) JsonMapper.shared().readTree(definition);
    }

    private static String host(String name) {
        return "{\"name\": \"%s\", \"agent\": \"absent\", \"folder\": \"/srv/%s\", \"port\": 8080}"
                .formatted(name, name);
    }

    private Environment define(ObjectNode definition) {
        return environments
                .put(test.administrator, test.project.key(), "production", definition)
                .environment();
    }

    /** The first host is of the set that stands by. */
    private ObjectNode sets() {
        var definition = definition();
        definition.putObject("strategy").put("kind", "blue-green");
        definition.putArray("groups").addObject().put("name", "blue");
        definition.withArray("groups").addObject().put("name", "green");
        for (var host : definition.withArray("hosts")) {
            var idle = host.get("name").asString().equals("order-1");
            ((ObjectNode) host).put("group", idle ? "blue" : "green");
        }
        return definition;
    }

    private Deployment deployment(String state) {
        var id =
                jdbc.sql(
                                """
                                insert into deployment (environment_id, environment_version,
                                    release_id, version, artifact, sha256, size, cause, state,
                                    started, finished)
                                select :environment, 1, max(id), '1.0.0', 'a.jar', :sha256, 1,
                                    'PROMOTION', :state, now(), now()
                                from release where project_id = :project
                                returning id
                                """)
                        .param("environment", environment.id())
                        .param("sha256", SHA256)
                        .param("state", state)
                        .param("project", test.project.id())
                        .query(Long.class)
                        .single();
        return deployments.find(id).orElseThrow();
    }

    private void see(Long deployment, Server... servers) {
        see(deployment, new Traffic("1/1", 0, 0, 0), servers);
    }

    /** The first balancer answers, the second does not. */
    private void see(Long deployment, Traffic traffic, Server... servers) {
        transaction.executeWithoutResult(_ -> looks.look(environment));
        var job =
                jdbc.sql("select max(job) from balancer_look where environment_id = ?")
                        .param(environment.id())
                        .query(Long.class)
                        .single();
        jdbc.sql("update balancer_look set deployment_id = ? where job = ?")
                .params(deployment, job)
                .update();
        finish(
                job,
                new BalancersSeen(
                        "",
                        List.of(
                                new Seen("lb-1", "", List.of(servers), traffic),
                                Seen.silent("lb-2", "Balancer lb-2 did not answer."))));
    }

    private long job(String host) {
        return jdbc.sql(
                        """
                        select h.job from pool_return_host h join pool_return r on r.id = h.return_id
                        where r.environment_id = ? and h.host = ?
                        """)
                .params(environment.id(), host)
                .query(Long.class)
                .single();
    }

    private void finish(String host, Outcome outcome) {
        finish(job(host), outcome);
    }

    private void finish(long job, Outcome outcome) {
        transaction.executeWithoutResult(_ ->
                context.publishEvent(new JobEvent.Finished(Journals.over(jobs.get(job)), outcome)));
    }

    private static Server server(String name, String status) {
        return new Server(name, status, "", 0, 60);
    }

    private static Server down(String name) {
        return new Server(name, "DOWN", "L4CON Connection refused", 0, 60);
    }

    private static HostObserved observed(String sha256) {
        return new HostObserved("", "/a", sha256, null, null, "1.0.0", null, false, List.of());
    }

    private static ServerMoved moved(String after) {
        return new ServerMoved("", List.of(new Moved("lb-1", "s", "MAINT", after, 0)), 1);
    }
}
