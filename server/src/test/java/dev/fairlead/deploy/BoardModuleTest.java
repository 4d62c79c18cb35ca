package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The board says of every environment what its hosts answered, what happens and what is next. */
@ModuleTest
class BoardModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Environments environments;
    @Autowired DeploymentStore deployments;
    @Autowired Sightings sightings;
    @Autowired Board board;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private ReviewProject test;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("a.txt", "a"));
    }

    @Test
    void ordersByKindAndSaysOnceWhatAllHostsAgreeOn() {
        var staging = put("staging", "staging", 9, null);
        put("production", "production", 1, "staging");
        put("qa-two", "qa", 2, null);
        put("qa-one", "qa", 1, null);
        verified(staging, released("1.0.0"), "1.0.0");

        var entries = board.of(List.of(test.project));

        assertThat(entries)
                .extracting(entry -> entry.place().name())
                .containsExactly("qa-one", "qa-two", "staging", "production");
        assertThat(entries.get(2).agreed()).contains("1.0.0");
        assertThat(entries.get(2).next()).isNull();
        var next = entries.get(3).next();
        assertThat(next).isNotNull();
        assertThat(next.version()).isEqualTo("1.0.0");
        assertThat(next.from()).isEqualTo("staging");
        assertThat(entries.get(3).agreed()).isEmpty();
    }

    @Test
    void countsTheReleasesBetweenAndForgetsWhatIsOnItsWay() {
        var staging = put("staging", "staging", 1, null);
        var production = put("production", "production", 2, "staging");
        verified(production, released("1.0.0"), "1.0.0");
        released("1.1.0");
        var newest = released("1.10.0");
        verified(staging, newest, "1.10.0");

        assertThat(board.of(List.of(test.project)).getLast().next())
                .satisfies(next -> assertThat(next.behind()).isEqualTo(2));

        var begun = begun(production, newest, "1.10.0");
        var entry = board.of(List.of(test.project)).getLast();
        assertThat(entry.next()).isNull();
        assertThat(entry.running())
                .isEqualTo(new BoardEntry.Running(begun, "1.10.0", 1, 2, false, true));
    }

    @Test
    void showsDriftAndHostsThatDisagreeOnThePagesAndInRest() {
        var production = put("production", "production", 1, null);
        verified(production, released("1.0.0"), "1.0.0");
        transaction.executeWithoutResult(
                _ -> sightings.looked(production.id(), "order-2", told("9".repeat(64))));
        var reader = Http.to(settings.baseUrl()).as(test.reader.name(), ReviewProject.PASSWORD);
        var key = test.project.key();

        var rest = reader.get("/api/v1/projects/" + key + "/environment-board").json();
        var entry = rest.get("values").get(0);
        assertThat(entry.get("version").isNull()).isTrue();
        assertThat(entry.get("drift").get(0).asString())
                .startsWith("order-2 runs bytes of no release (sha256 999999999999…), expected 1");

        for (var page :
                List.of(
                        "/projects/" + key + "/environments",
                        "/projects/" + key + "/environments/production",
                        "/projects/" + key + "/repositories/orders/releases/1.0.0")) {
            assertThat(reader.get(page).body()).as(page).contains("order-2").contains("drifted");
        }
        assertThat(reader.get("/waiting").body()).doesNotContain("order-2 runs");
        test.bean(Access.class)
                .grant(
                        test.administrator.actor(),
                        test.project.id(),
                        key,
                        test.reviewer,
                        Role.ADMINISTER);
        var acting = Http.to(settings.baseUrl()).as(test.reviewer.name(), ReviewProject.PASSWORD);
        assertThat(acting.get("/waiting").body())
                .contains("production: order-2 runs bytes of no release");
        assertThat(reader.get("/environments").body()).contains("drift on 1 host");
        assertThat(reader.get("/api/v1/environment-board").json().get("values").size())
                .isEqualTo(1);
    }

    private Environment put(String name, String kind, int order, @Nullable String after) {
        var definition =
                """
                {"kind": "%s", "order": %d, "repository": "orders", "promotion": "manual", %s
                 "hosts": [{"name": "order-1", "folder": "/srv/1", "port": 1, "agent": "absent"},
                           {"name": "order-2", "folder": "/srv/2", "port": 2, "agent": "absent"}],
                 "steps": {"install": "true"}}
                """
                        .formatted(
                                kind, order, after == null ? "" : "\"after\": \"" + after + "\",");
        return environments
                .put(
                        test.administrator,
                        test.project.key(),
                        name,
                        JsonMapper.shared().readTree(definition))
                .environment();
    }

    /** As a row under that version, of a merged pull request. */
    private long released(String version) {
        var issue = test.issue(IssueType.STORY, "Change " + version);
        var ready = test.ready(issue, version + ".txt");
        test.bean(PullRequests.class).merge(test.developer, test.repository, ready.number());
        return jdbc.sql(
                        """
                        update release set state = 'RELEASED', released = now(), version = :version,
                            major = split_part(:version, '.', 1)::int,
                            minor = split_part(:version, '.', 2)::int,
                            patch = split_part(:version, '.', 3)::int
                        where pull_request = :id returning id
                        """)
                .param("version", version)
                .param("id", ready.id())
                .query(Long.class)
                .single();
    }

    private void verified(Environment environment, long release, String version) {
        var sha256 = Integer.toHexString(version.hashCode()).repeat(64).substring(0, 64);
        transaction.executeWithoutResult(_ -> {
            var target = new Target(release, version, "orders.jar", sha256, 1);
            var cause = Deployment.Cause.PROMOTION;
            var made =
                    deployments.insert(
                            environment, target, cause, List.of(), test.administrator.id());
            var started = deployments.start(made.id(), environment.version(), Set.of());
            sightings.observed(started, "order-1", told(sha256));
            sightings.observed(started, "order-2", told(sha256));
            deployments.finish(made.id(), Deployment.State.VERIFIED, "");
        });
    }

    private long begun(Environment environment, long release, String version) {
        var target = new Target(release, version, "orders.jar", "8".repeat(64), 1);
        var cause = Deployment.Cause.PROMOTION;
        var made = deployments.insert(environment, target, cause, List.of(), null);
        deployments.start(made.id(), environment.version(), Set.of());
        jdbc.sql(
                        """
                        insert into deployment_step
                            (deployment_id, host, position, name, attempt, state, stuck, batch)
                        values (:id, 'order-1', 0, 'FETCH', 1, 'DONE', false, 0),
                            (:id, 'order-1', 0, 'INSTALL', 1, 'FAILED', false, 1),
                            (:id, 'order-1', 0, 'INSTALL', 2, 'DONE', false, 1),
                            (:id, 'order-1', 0, 'CONFIRM', 1, 'PLANNED', false, 0),
                            (:id, 'order-2', 1, 'INSTALL', 1, 'UNKNOWN', true, 2)
                        """)
                .param("id", made.id())
                .update();
        return made.id();
    }

    private static HostObserved told(String sha256) {
        return new HostObserved("", "orders.jar", sha256, null, null, null, null, false, List.of());
    }
}
