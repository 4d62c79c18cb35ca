package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Each strategy through the engine and its rows, with agents that do at once what is queued. */
@ModuleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrategiesModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Environments environments;
    @Autowired DeploymentStore deployments;
    @Autowired Decisions decisions;
    @Autowired HostStates hosts;
    @Autowired Turns turns;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private ReviewProject test;
    private Target first;
    private Target second;
    private int count;

    @BeforeAll
    void project(@TempDir Path folder) {
        test = ReviewProject.create(context, folder, Map.of("a.txt", "a"));
        first = release("1.0.0", "a");
        second = release("1.1.0", "b");
    }

    @Test
    void takesGroupsInOrderWithHooksAroundThemAndStopsFirstWhatMustRunOnce() {
        var environment =
                define(
                        """
                        "groups": [{"name": "canary"},
                                   {"name": "worker", "balancer": false, "stopFirst": true}],
                        "hosts": [%s, %s],
                        "hooks": {"runOn": "control", "beforeDeployment": "a", "beforeBatch": "b",
                                  "beforeHost": "c", "afterHost": "d", "afterBatch": "e",
                                  "afterDeployment": "f"},
                        "variables": {"TIER": "all", "MODE": "$(reboot)"}
                        """
                                .formatted(
                                        host("order-1", "canary", "\"TIER\": \"canary\""),
                                        host("worker-1", "worker", "")));
        var agents = begin(environment, first).work();

        assertThat(agents.deployment().state()).isEqualTo(Deployment.State.VERIFIED);
        assertThat(agents.did)
                .containsExactly(
                        "fetch order-1",
                        "fetch worker-1",
                        "before-deployment",
                        "before-host worker-1",
                        "stop worker-1",
                        "before-batch",
                        "before-host order-1",
                        "drain order-1",
                        "stop order-1",
                        "install order-1",
                        "start order-1",
                        "verify order-1",
                        "observe order-1",
                        "back order-1",
                        "after-host order-1",
                        "after-batch",
                        "before-batch",
                        "install worker-1",
                        "start worker-1",
                        "verify worker-1",
                        "observe worker-1",
                        "after-host worker-1",
                        "after-batch",
                        "confirm order-1",
                        "confirm worker-1",
                        "after-deployment");
        assertThat(agents.agents).contains("control", "absent");
        var batch =
                agents.commands.stream()
                        .filter(one -> one.name().equals("before-batch"))
                        .findFirst()
                        .orElseThrow();
        assertThat(batch.folder()).isEqualTo("environments/" + environment.id());
        assertThat(batch.environment())
                .containsEntry("FAIRLEAD_HOSTS", "order-1")
                .containsEntry("FAIRLEAD_BATCH", "1")
                .containsEntry("MODE", "$(reboot)");
        assertThat(agents.commands)
                .filteredOn(one -> one.name().equals("install"))
                .extracting(one -> one.environment().get("TIER"))
                .containsExactly("canary", "all");
    }

    @Test
    void failsWhenAHookFailsThoughAllHostsWentWell() {
        var environment =
                define(
                        "\"hosts\": [%s], \"hooks\": {\"afterDeployment\": \"x\"}"
                                .formatted(host("order-1")));
        var agents = begin(environment, first);
        agents.failing.add("after-deployment");
        assertThat(agents.work().deployment().state()).isEqualTo(Deployment.State.FAILED);
        assertThat(decisions.choices(test.administrator, agents.deployment()))
                .extracting(Choice::sentence)
                .contains("Do what failed again", "Leave out what failed");
        agents.failing.clear();
        decide(agents, Decision.RETRY, "");
        assertThat(agents.work().deployment().state()).isEqualTo(Deployment.State.VERIFIED);
    }

    @Test
    void waitsForAPersonBetweenBatches() {
        var environment = define(strategy("\"pause\": \"ask\"", "order-1", "order-2"));
        var agents = begin(environment, first).work();
        assertThat(agents.did).contains("back order-1").doesNotContain("drain order-2");
        assertThat(agents.deployment().paused()).isTrue();
        assertThat(agents.deployment().note())
                .isEqualTo("Batch 1 of 2 is over. Batch 2 waits for a person to resume.");
        decide(agents, Decision.RESUME, null);
        assertThat(agents.work().deployment().state()).isEqualTo(Deployment.State.VERIFIED);
    }

    @Test
    void waitsForATimeBetweenBatchesThatEndsWithoutAnybody() {
        var environment = define(strategy("\"pause\": \"1h\"", "order-1", "order-2"));
        var agents = begin(environment, first).work();
        assertThat(agents.did).doesNotContain("drain order-2");
        jdbc.sql(
                        """
                        update deployment_step set finished = finished - interval '1 hour'
                        where deployment_id = :id
                        """)
                .param("id", agents.deployment().id())
                .update();
        jdbc.sql("update deployment set wake_at = now() where id = :id and wake_at > now()")
                .param("id", agents.deployment().id())
                .update();
        await().until(() -> agents.work().did.contains("confirm order-2"));
        assertThat(agents.deployment().state()).isEqualTo(Deployment.State.VERIFIED);
    }

    @Test
    void goesOnAfterAHostFailedAndStaysFailedUntilItIsMended() {
        var environment = define(strategy("\"maxFailed\": 1", "order-1", "order-2", "order-3"));
        var agents = begin(environment, first);
        agents.failing.add("start order-1");
        assertThat(agents.work().deployment().state()).isEqualTo(Deployment.State.FAILED);
        assertThat(agents.deployment().note())
                .isEqualTo("start order-1 went wrong. Out of the pool: order-1.");
        assertThat(agents.did).contains("confirm order-3").doesNotContain("confirm order-1");

        agents.failing.clear();
        decide(agents, Decision.RETRY, "order-1");
        assertThat(agents.work().deployment().state()).isEqualTo(Deployment.State.VERIFIED);
    }

    @Test
    void neverLetsTheServersBehindTheBalancersBecomeTooFew() {
        var environment =
                define(
                        strategy(
                                "\"batch\": 3, \"floor\": \"60%\"",
                                "order-1", "order-2", "order-3"));
        var agents = begin(environment, first);
        hosts.park(agents.deployment(), "order-3", true);
        agents.failing.add("back order-3");
        assertThat(agents.work().deployment().state()).isEqualTo(Deployment.State.FAILED);
        assertThat(agents.did).doesNotContain("drain order-1", "drain order-2");
    }

    @Test
    void goesFromBlueToGreenAndBackByChangingAlone() {
        var environment =
                define(
                        """
                        "strategy": {"kind": "blue-green"},
                        "groups": [{"name": "blue"}, {"name": "green"}],
                        "hosts": [%s, %s]
                        """
                                .formatted(host("b-1", "blue", ""), host("g-1", "green", "")));
        assertThat(begin(environment, first).work().did)
                .containsSubsequence("verify b-1", "back b-1", "drain g-1", "confirm b-1")
                .doesNotContain("install g-1");
        assertThat(hosts.parked(environment.id())).containsExactly("g-1");
        assertThat(begin(environment, second).work().did)
                .containsSubsequence("install g-1", "back g-1", "drain b-1", "confirm g-1");
        assertThat(hosts.parked(environment.id())).containsExactly("b-1");
        assertThat(begin(environment, first).work().did)
                .containsExactly(
                        "drain b-1",
                        "verify b-1",
                        "observe b-1",
                        "back b-1",
                        "drain g-1",
                        "confirm b-1");
    }

    @Test
    void takesAllHostsAtOnce() {
        var environment =
                define(
                        "\"strategy\": {\"kind\": \"all-at-once\"}, \"hosts\": [%s, %s]"
                                .formatted(host("order-1"), host("order-2")));
        var agents = begin(environment, first);
        agents.underWay.addAll(List.of("drain order-1", "drain order-2"));
        var attempts = context.getBean(StepStore.class).of(agents.work().deployment().id());
        assertThat(Journals.underWay(attempts))
                .extracting(Step::name, Step::host)
                .containsExactlyInAnyOrder(
                        tuple(StepName.DRAIN, "order-1"), tuple(StepName.DRAIN, "order-2"));
        agents.underWay.clear();
        assertThat(agents.work().deployment().state()).isEqualTo(Deployment.State.VERIFIED);
    }

    @Test
    void abortsWithoutLeavingAHealthyHostOut() {
        var environment = define(strategy("\"batch\": 2", "order-1", "order-2", "order-3"));
        var agents = begin(environment, first);
        agents.underWay.addAll(List.of("drain order-1", "install order-2"));
        agents.work();
        decide(agents, Decision.ABORT, null);
        assertThat(agents.deployment().aborting()).isTrue();
        agents.underWay.clear();
        agents.failing.add("install order-2");
        assertThat(agents.work().deployment().state()).isEqualTo(Deployment.State.FAILED);
        assertThat(agents.did).contains("back order-1").doesNotContain("stop order-1");
        assertThat(hosts.parked(environment.id())).containsExactly("order-2");
        assertThat(agents.deployment().note())
                .isEqualTo(
                        "install order-2 went wrong. It was aborted. order-1, order-3 run what"
                                + " they ran before; order-2 was changed and not verified."
                                + " Out of the pool: order-2.");
    }

    @Test
    void goesBackToTheSetThatServedWhenAChangeIsAborted() {
        var environment = define(sets());
        begin(environment, first).work();
        assertThat(hosts.parked(environment.id())).containsExactlyInAnyOrder("g-1", "g-2");
        var agents = begin(environment, second);
        agents.underWay.add("drain b-2");
        agents.work();
        agents.did.clear();

        decide(agents, Decision.ABORT, null);
        assertThat(decisions.choices(test.administrator, agents.deployment()))
                .extracting(Choice::decision)
                .doesNotContain(Decision.ABORT, Decision.PAUSE, Decision.STOP);
        assertThat(agents.work().did).containsExactly("verify b-1", "back b-1");
        agents.underWay.clear();
        assertThat(agents.work().did)
                .containsExactly(
                        "verify b-1",
                        "back b-1",
                        "drain b-2",
                        "verify b-2",
                        "back b-2",
                        "drain g-1",
                        "drain g-2");
        assertThat(hosts.parked(environment.id())).containsExactlyInAnyOrder("g-1", "g-2");
        assertThat(agents.deployment().state()).isEqualTo(Deployment.State.STOPPED);
        assertThat(agents.deployment().note())
                .isEqualTo(
                        "It was aborted. blue serves: b-1, b-2 run 1.0.0. green does not serve:"
                                + " g-1, g-2 run 1.1.0. Out of the pool: g-1, g-2.");
        var page =
                Http.to(settings.baseUrl())
                        .as(test.administrator.name(), ReviewProject.PASSWORD)
                        .get(agents.deployment().url());
        assertThat(page.body())
                .contains(agents.deployment().note())
                .containsSubsequence(
                        "green, to take over",
                        "blue, to stand by",
                        "blue, back into the pool",
                        "green, out of the pool again");
        assertThat(begin(environment, second).work().did)
                .as("what is there already is not installed again")
                .containsSubsequence("verify g-1", "back g-1", "drain b-1")
                .doesNotContain("install g-1");
    }

    @Test
    void installsAgainWhereAnAbortLeftAHostInBetween() {
        var environment = define(sets());
        begin(environment, first).work();
        var agents = begin(environment, second);
        agents.underWay.add("install g-1");
        agents.work();
        decide(agents, Decision.ABORT, null);
        agents.underWay.clear();
        assertThat(agents.work().deployment().note())
                .isEqualTo(
                        "It was aborted. g-1 was neither as before nor verified when it was"
                                + " aborted. blue serves: b-1, b-2 run 1.0.0. green does not serve:"
                                + " g-1 was changed and not verified; g-2 runs 1.1.0. Out of the"
                                + " pool: g-1, g-2.");
        jdbc.sql("update host_state set sha256 = :sha256 where environment_id = :id")
                .param("sha256", second.sha256())
                .param("id", environment.id())
                .update();
        assertThat(begin(environment, second).work().did)
                .contains("install g-1", "install g-2", "drain b-2");
    }

    @Test
    void givesUpAHostThatCannotTellWhatItDidWhenItIsBeingAborted() {
        var environment = define(strategy("\"batch\": 2", "order-1", "order-2"));
        var agents = begin(environment, first);
        agents.underWay.addAll(List.of("drain order-1", "install order-2"));
        agents.work();
        decide(agents, Decision.ABORT, null);
        agents.lose("install order-2", "it does not answer");
        agents.underWay.clear();
        assertThat(agents.work().did).contains("back order-1");
        assertThat(agents.deployment().state()).isEqualTo(Deployment.State.FAILED);
        assertThat(agents.deployment().note())
                .isEqualTo(
                        "install on order-2: it does not answer It was aborted. order-1 runs what"
                                + " it ran before; order-2 was changed and not verified. Out of the"
                                + " pool: order-2.");
    }

    private static String sets() {
        return """
        "strategy": {"kind": "blue-green"},
        "groups": [{"name": "blue"}, {"name": "green"}],
        "hosts": [%s, %s, %s, %s]
        """
                .formatted(
                        host("b-1", "blue", ""),
                        host("b-2", "blue", ""),
                        host("g-1", "green", ""),
                        host("g-2", "green", ""));
    }

    private void decide(SimulatedHosts agents, Decision decision, String host) {
        decisions.decide(test.administrator, agents.deployment().id(), decision, host);
    }

    private SimulatedHosts begin(Environment environment, Target target) {
        var deployment =
                transaction.execute(_ -> {
                    var current = environments.get(environment.id());
                    var made =
                            deployments.insert(
                                    current, target, Deployment.Cause.PROMOTION, List.of(), null);
                    turns.startNext(current);
                    return made;
                });
        return new SimulatedHosts(context, deployment);
    }

    private Environment define(String part) {
        var json =
                """
                {"kind": "production", "order": 1, "repository": "orders",
                 "balancer": {"socket": "/run/haproxy.sock", "backend": "orders"},
                 "steps": {"install": "i", "start": "r", "stop": "s", "verify": "v"}, %s}
                """
                        .formatted(part);
        return environments
                .put(
                        test.administrator,
                        test.project.key(),
                        "strategies-" + ++count,
                        JsonMapper.shared().readTree(json))
                .environment();
    }

    private static String strategy(String strategy, String... names) {
        var hosts = List.of(names).stream().map(StrategiesModuleTest::host).toList();
        return "\"strategy\": {%s}, \"hosts\": [%s]".formatted(strategy, String.join(",", hosts));
    }

    private static String host(String name) {
        return "{\"name\": \"%s\", \"agent\": \"absent\", \"folder\": \"/srv/%s\", \"port\": 80}"
                .formatted(name, name);
    }

    private static String host(String name, String group, String variables) {
        return host(name)
                .replace(
                        "}",
                        ", \"group\": \"%s\", \"variables\": {%s}}".formatted(group, variables));
    }

    private Target release(String version, String file) {
        var pr = test.ready(test.issue(IssueType.STORY, "Change " + file), file);
        var numbers = List.of(version.split("\\."));
        var id =
                jdbc.sql(
                                """
                                insert into release (repository_id, project_id, version, major,
                                    minor, patch, state, pull_request, merge_commit)
                                values (:repository, :project, :version, :major, :minor, :patch,
                                    'RELEASED', :pr, :commit)
                                returning id
                                """)
                        .param("repository", test.repository.id())
                        .param("project", test.project.id())
                        .param("version", version)
                        .param("major", Integer.valueOf(numbers.get(0)))
                        .param("minor", Integer.valueOf(numbers.get(1)))
                        .param("patch", Integer.valueOf(numbers.get(2)))
                        .param("pr", pr.id())
                        .param("commit", pr.head())
                        .query(Long.class)
                        .single();
        return new Target(id, version, "App.java", file.repeat(64), 1);
    }
}
