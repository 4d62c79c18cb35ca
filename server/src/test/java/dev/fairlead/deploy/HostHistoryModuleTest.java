package dev.fairlead.deploy;

import static dev.fairlead.Latches.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.ModuleTest;
import dev.fairlead.deploy.Past.Seen;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What hosts answered becomes history; what was changed beside Fairlead is told once. */
@ModuleTest
class HostHistoryModuleTest {
    private static final String OLD = "1".repeat(64);
    private static final String NEW = "2".repeat(64);
    private static final String DEFINITION =
            """
            {"kind": "production", "order": 1, "repository": "orders", "promotion": "manual",
             "hosts": [{"name": "order-1", "folder": "/srv/1", "port": 8081, "agent": "absent"},
                       {"name": "order-2", "folder": "/srv/2", "port": 8082, "agent": "absent"}],
             "steps": {"install": "true"}}
            """;

    @Autowired ConfigurableApplicationContext context;
    @Autowired Environments environments;
    @Autowired DeploymentStore deployments;
    @Autowired EnvironmentStore rows;
    @Autowired HostStates states;
    @Autowired HostHistoryStore spans;
    @Autowired Sightings sightings;
    @Autowired HostHistory history;
    @Autowired Drifts drifts;
    @Autowired Observations observations;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ApplicationListener<PayloadApplicationEvent<Object>> ear =
            event -> hear(event.getPayload());
    private ReviewProject test;
    private Environment production;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("a.txt", "a"));
        production = put(DEFINITION);
        context.addApplicationListener(ear);
    }

    @AfterEach
    void listensNoMore() {
        context.removeApplicationListener(ear);
    }

    @Test
    void tellsOnceThatAHostWasChangedBesideFairleadAndOnceThatItIsRightAgain() {
        var old = deployed(OLD, "1.4.1");
        var now = deployed(NEW, "1.4.3");

        looked("order-2", OLD, null);
        looked("order-2", OLD, null);

        var open = drifts.open(List.of(production));
        assertThat(open).hasSize(1);
        assertThat(open.getFirst().difference()).isEqualTo("order-2 runs 1.4.1, expected 1.4.3");
        assertThat(open.getFirst().sentence()).contains(", changed outside Fairlead");
        assertThat(heard).containsExactly("found order-2");
        assertThat(history.changes(production, Instant.now(), 10))
                .filteredOn(span -> span.host().equals("order-2"))
                .extracting(HostSpan::deployment)
                .containsExactly(null, now, old);

        looked("order-2", NEW, null);

        assertThat(drifts.open(List.of(production))).isEmpty();
        assertThat(heard).containsExactly("found order-2", "ended order-2");
        assertThat(drifts.of(production, 10).getFirst().ending())
                .isEqualTo("It runs 1.4.3 as expected, changed outside Fairlead.");
    }

    @Test
    void namesBothLooksWhenThereWasTimeBetweenThem() {
        deployed(NEW, "1.4.3");
        jdbc.sql(
                        """
                        update host_span set first_seen = first_seen - interval '2 hours',
                            last_seen = '2026-11-24 03:11:00Z' where environment_id = ?
                        """)
                .param(production.id())
                .update();

        looked("order-2", "3".repeat(64), "1.4.3");

        assertThat(drifts.open(List.of(production)).getFirst().sentence())
                .startsWith(
                        "order-2 runs bytes of no release (sha256 333333333333…), and tells 1.4.3,"
                                + " expected 1.4.3, changed outside Fairlead between 2026-11-24"
                                + " 03:11:00 UTC and ");
    }

    @Test
    void anAnswerAndAPersonWhoDecidesAboutItsDeploymentDoNotWaitForEachOther() throws Exception {
        var deployment = begun(NEW, "1.4.3");
        var told = told(NEW, "1.4.3");
        var answered = new CountDownLatch(1);
        var held = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var look =
                    threads.submit(() ->
                            transaction.execute(_ -> {
                                states.answered(production.id(), "order-1", told);
                                answered.countDown();
                                var reached = reached(held);
                                spans.begins(production.id(), "order-1", told, deployment);
                                return reached;
                            }));
            var decision =
                    threads.submit(() ->
                            transaction.execute(_ -> {
                                var reached = reached(answered);
                                deployments.lock(deployment);
                                held.countDown();
                                rows.lock(production.id());
                                return reached;
                            }));
            assertThat(look.get()).isTrue();
            assertThat(decision.get()).isTrue();
        }
    }

    @Test
    void sparesWhatADeploymentLeftBehindAndWhatAHostCannotTell() {
        deployed(NEW, "1.4.3");
        var failing = begun("4".repeat(64), "1.4.4");
        jdbc.sql(
                        """
                        insert into deployment_step (deployment_id, host, position, name, attempt,
                            state, issued) values (?, 'order-1', 0, 'INSTALL', 1, 'ISSUED', now())
                        """)
                .param(failing)
                .update();
        transaction.executeWithoutResult(
                _ -> deployments.finish(failing, Deployment.State.FAILED, "it failed"));

        looked("order-1", "5".repeat(64), null);
        looked("order-2", null, null);

        assertThat(drifts.open(List.of(production))).isEmpty();
        assertThat(history.changes(production, Instant.now(), 1)).hasSize(1);
    }

    @Test
    void findsAProcessThatTellsAnotherVersionThanItsBytesHave() {
        deployed(NEW, "1.4.3");
        looked("order-1", NEW, "1.4.3");
        looked("order-1", NEW, "1.4.1");
        assertThat(drifts.open(List.of(production)).getFirst().difference())
                .isEqualTo("order-1 runs 1.4.3, and tells 1.4.1, expected 1.4.3");
    }

    @Test
    void endsTheDriftOfAHostThatIsTakenOut() {
        deployed(NEW, "1.4.3");
        looked("order-2", OLD, null);
        put(DEFINITION.replaceAll(",\\s+\\{\"name\": \"order-2\"[^}]*}", ""));

        observations.lookEverywhere();

        assertThat(drifts.open(List.of(production))).isEmpty();
        assertThat(drifts.of(production, 1).getFirst().ending())
                .isEqualTo("order-2 is no host of it any more.");
    }

    @Test
    void tellsWhatRanAtAnInstantAndWhatNobodySaw() {
        jdbc.sql("update environment_version set edited_at = '2026-11-01' where environment_id = ?")
                .param(production.id())
                .update();
        span("order-1", OLD, "2026-11-20T10:00:00Z", "2026-11-24T10:00:00Z");
        span("order-1", NEW, "2026-11-24T10:10:00Z", "2026-11-25T00:00:00Z");
        looked("order-1", NEW, null);

        assertThat(seen("2026-11-22T00:00:00Z", 0)).isInstanceOf(Seen.Observed.class);
        assertThat(seen("2026-11-24T10:05:00Z", 0)).isInstanceOf(Seen.Between.class);
        assertThat(seen("2026-11-19T10:05:00Z", 0)).isInstanceOf(Seen.OnlyLater.class);
        assertThat(seen("2026-11-25T10:05:00Z", 0))
                .isInstanceOfSatisfying(Seen.Between.class, one -> assertThat(one.same()).isTrue());
        assertThat(seen("2026-11-22T00:00:00Z", 1)).isInstanceOf(Seen.Never.class);
        assertThatThrownBy(() -> seen("2026-10-01T00:00:00Z", 0))
                .hasMessage("at: production was not defined yet at 2026-10-01T00:00:00Z.");
        assertThatThrownBy(() -> seen(Instant.now().plusSeconds(600).toString(), 0))
                .hasMessageContaining("must not be in the future");
    }

    private void hear(Object event) {
        switch (event) {
            case DriftFound(Drift drift, Environment in) when in.id() == production.id() ->
                    heard.add("found " + drift.host());
            case DriftEnded(Drift drift, Environment in) when in.id() == production.id() ->
                    heard.add("ended " + drift.host());
            default -> {}
        }
    }

    private Seen seen(String at, int host) {
        return history.at(production, Instant.parse(at)).hosts().get(host).seen();
    }

    private void span(String host, String sha256, String from, String to) {
        jdbc.sql(
                        """
                        insert into host_span
                            (environment_id, host, sha256, first_seen, last_seen)
                        values (?, ?, ?, ?::timestamptz, ?::timestamptz)
                        """)
                .params(production.id(), host, sha256, from, to)
                .update();
    }

    private Environment put(String definition) {
        return environments
                .put(
                        test.administrator,
                        test.project.key(),
                        "production",
                        JsonMapper.shared().readTree(definition))
                .environment();
    }

    /** A deployment that every host answers to as it should. */
    private long deployed(String sha256, String version) {
        var id = begun(sha256, version);
        transaction.executeWithoutResult(_ -> {
            var deployment = deployments.lock(id);
            for (var host : List.of("order-1", "order-2")) {
                sightings.observed(deployment, host, told(sha256, null));
            }
            deployments.finish(id, Deployment.State.VERIFIED, "");
        });
        return id;
    }

    private long begun(String sha256, String version) {
        return transaction.execute(_ -> {
            var target = new Target(1, version, "orders.jar", sha256, 1);
            var cause = Deployment.Cause.PROMOTION;
            var id = deployments.insert(production, target, cause, List.of(), null).id();
            return deployments.start(id, production.version(), Set.of()).id();
        });
    }

    private void looked(String host, @Nullable String sha256, @Nullable String version) {
        transaction.executeWithoutResult(
                _ -> sightings.looked(production.id(), host, told(sha256, version)));
    }

    private static HostObserved told(@Nullable String sha256, @Nullable String version) {
        return new HostObserved(
                "", "orders.jar", sha256, null, null, version, null, false, List.of());
    }
}
