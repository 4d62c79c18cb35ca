package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.fleet.Pools;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Which pools a project's builds may run in. */
@ModuleTest
class PoolsOfBuildsModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Builds builds;
    @Autowired BuildReports reports;
    @Autowired Pools pools;
    @Autowired Audit audit;
    @TempDir Path folder;
    private TestProject project;
    private String key;
    private String pool;
    private Git git;
    private Http admin;

    @BeforeEach
    void pushFirst() {
        project = TestProject.create(settings, users, access, projects, repositories);
        key = project.project().key();
        pool = "of-" + key.toLowerCase(Locale.ROOT);
        git = Git.init(folder, "writer");
        git.commit("README.md", "Orders", "Begin");
        git.run("push", "-q", project.url(project.administrator()), "HEAD:main");
        admin = Http.to(settings.baseUrl()).as("admin", "admin-for-tests");
    }

    @Test
    void aBuildInAPoolThatIsNotThereFailsWithThePlaceThatNamesIt() {
        var build = build("build: {steps: [{run: make}], pool: gpu}");

        assertThat(build.state()).isEqualTo(Build.State.FAILED);
        assertThat(build.failure())
                .startsWith("fairlead.yml line 1, column 37: there is no pool gpu; it may use ")
                .contains("default");
    }

    @Test
    void aBuildInThePoolOfOthersOrInDeployFails() {
        var other = TestProject.create(settings, users, access, projects, repositories);
        make(List.of(other.project().key()));

        assertThat(build("build: {steps: [{run: make}], pool: %s}".formatted(pool)).failure())
                .contains("pool %s is for other projects than %s".formatted(pool, key));
        assertThat(build("build: {steps: [{run: make}], pool: deploy}").failure())
                .contains("pool deploy touches hosts and runs no builds");
    }

    @Test
    void aBuildWaitsInThePoolThatItNamesForAnAgentOfIt() {
        make(List.of(key));
        var build = build("build: {steps: [{run: make}], pool: %s}".formatted(pool));

        assertThat(build.state()).isEqualTo(Build.State.QUEUED);
        assertThat(admin.get(build.url()).body())
                .contains("no agent of pool %s has ever registered".formatted(pool));
    }

    @Test
    void aControlledProjectBuildsOnlyInPoolsOfItsOwn() {
        control(true);

        assertThat(build("build: {steps: [{run: make}]}").failure())
                .isEqualTo(
                        "%s is a controlled project, and pool default is not for it and other"
                                        .formatted(key)
                                + " controlled projects alone; there is no pool for it: a system"
                                + " administrator makes one");
        make(List.of(key));
        assertThat(build("build: {steps: [{run: make}], pool: %s}".formatted(pool)).state())
                .isEqualTo(Build.State.QUEUED);
        assertThat(audited(key)).contains("admin project.controlled");
        assertThat(audit.entries(Long.MAX_VALUE, 200))
                .anyMatch(e ->
                        e.action().equals("build.pool-refused") && e.detail().contains(key + "/"));
    }

    @Test
    void whatWaitsWhereItMayNotRunAnyMoreIsCancelled() {
        var build = build("build: {steps: [{run: make}]}");
        assertThat(build.state()).isEqualTo(Build.State.QUEUED);

        control(true);

        assertThat(builds.get(build.id()).state()).isEqualTo(Build.State.CANCELLED);
        assertThat(builds.get(build.id()).failure()).contains("is a controlled project");
    }

    @Test
    void aPoolOfControlledProjectsNamesNoOther() {
        var other = TestProject.create(settings, users, access, projects, repositories);
        control(true);

        var wish = Map.of("name", pool, "projects", List.of(key, other.project().key()));
        var refused = admin.post("/api/v1/pools", wish);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asString())
                .isEqualTo(
                        "projects: %s is controlled, and a pool of controlled projects runs nothing else. Take the others out."
                                .formatted(key));
    }

    @Test
    void onlySystemAdministratorsGrantRolesInAControlledProject() {
        var members = "/api/v1/projects/%s/members/".formatted(key);
        var path = members + project.administrator().name();
        var leader = project.writer();
        admin.put(members + leader.name(), Map.of("role", "administer"));
        var led = as(leader);
        assertThat(led.put(path, Map.of("role", "read")).status()).isEqualTo(200);
        var wish = Map.of("controlled", true);
        assertThat(led.put("/api/v1/projects/" + key + "/control", wish).status()).isEqualTo(403);
        control(true);

        var refused = led.put(path, Map.of("role", "administer"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("detail").asString())
                .startsWith(key + " is a controlled project: its roles are granted and taken by");
        var removal = "/projects/%s/members/%s/removal";
        assertThat(
                        led.form(removal.formatted(key, project.administrator().name()), Map.of())
                                .status())
                .isEqualTo(403);
        assertThat(led.get("/projects/" + key + "/settings").body())
                .contains("This project is controlled.")
                .doesNotContain("End control");
        assertThat(admin.put(path, Map.of("role", "write")).status()).isEqualTo(200);
        assertThat(audited(key))
                .filteredOn(entry -> entry.equals(leader.name() + " member.change-refused"))
                .hasSize(2);
    }

    @Test
    void aPoolsTokenIsShownOnceAndCanBeRenewed() {
        var made = admin.form("/pools", Map.of("name", pool, "projects", key)).body();
        assertThat(made).contains("Copy it now");
        assertThat(admin.get("/pools/" + pool).body()).doesNotContain("Copy it now").contains(key);
        var renewed = admin.post("/api/v1/pools/" + pool + "/token", Map.of());
        assertThat(renewed.json().path("token").asString()).hasSize(43);
        assertThat(admin.get("/api/v1/pools/" + pool).json().has("token")).isFalse();
        assertThat(admin.get("/pools").body()).contains(pool);
        assertThat(admin.put("/api/v1/pools/" + pool, Map.of("projects", List.of())).status())
                .isEqualTo(200);
        assertThat(audited(pool))
                .containsExactly(
                        "admin pool.changed", "admin pool.token-renewed", "admin pool.created");
    }

    private void make(List<String> keys) {
        pools.create(users.require("admin"), pool, "", keys);
    }

    private void control(boolean controlled) {
        var path = "/api/v1/projects/" + key + "/control";
        assertThat(admin.put(path, Map.of("controlled", controlled)).status()).isEqualTo(200);
    }

    private List<String> audited(String subject) {
        return audit.entries(Long.MAX_VALUE, 200).stream()
                .filter(entry -> entry.subject().equals(subject))
                .map(entry -> entry.actor() + " " + entry.action())
                .toList();
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }

    private Build build(String plan) {
        git.commit("fairlead.yml", plan, "Say how");
        var commit = git.run("rev-parse", "HEAD").strip();
        git.run("push", "-q", project.url(project.writer()), "HEAD:refs/heads/topic");
        await().until(() -> !builds.list(project.repository(), null, commit, 1).isEmpty());
        return builds.list(project.repository(), null, commit, 1).getFirst();
    }
}
