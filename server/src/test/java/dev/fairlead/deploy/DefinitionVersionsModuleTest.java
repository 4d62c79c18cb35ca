package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Source;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
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
import tools.jackson.databind.json.JsonMapper;

/** Versions are kept and compared; a file of a protected branch makes them too. */
@ModuleTest
class DefinitionVersionsModuleTest {
    private static final String FILE =
            """
            environments:
              production:
                kind: production
                order: 2
                repository: orders
                after: staging
                hosts: [{name: order-1, folder: /srv/1, port: 8081}]
                steps:
                  install: 'true'
              staging:
                kind: staging
                order: 1
                repository: orders
                hosts: [{name: order-1, folder: /srv/1, port: 8081}]
                steps: {install: 'true'}
            """;

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Environments environments;
    @Autowired EnvironmentStore store;
    @Autowired EnvironmentFiles files;
    @Autowired DefinitionVersions versions;
    @Autowired PullRequests pullRequests;
    @Autowired CommitStatuses statuses;
    @Autowired Source source;
    @TempDir Path folder;

    private ReviewProject test;
    private String key;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("environments.yml", FILE));
        key = test.project.key();
    }

    @Test
    void tellsKeyByKeyWhatAVersionChangedAndTakesAnOlderOneAgain() {
        put(8081, "true");
        put(8082, "cp a b\nsync");
        var production = put(8082, "cp a b\nsync");

        assertThat(production.version()).isEqualTo(2);
        assertThat(versions.between(production, 1, 2))
                .containsExactly(
                        new DefinitionChange("hosts[order-1].port", "8081", "8082"),
                        new DefinitionChange("steps.install", "true", "cp a b\nsync"));

        var administrator =
                Http.to(settings.baseUrl()).as(test.administrator.name(), ReviewProject.PASSWORD);
        var path = "/api/v1/projects/" + key + "/environments/production/versions";
        var restored = administrator.post(path + "/1/restoration", Map.of());
        assertThat(restored.json().get("version").asInt()).isEqualTo(3);
        assertThat(administrator.get(path).json().get("values").get(0).get("restored").asInt())
                .isEqualTo(1);
        assertThat(administrator.get(path + "/3/changes?from=1").json().get("values").isEmpty())
                .isTrue();
        assertThat(administrator.get(path + "/9/changes").status()).isEqualTo(404);
        assertThat(
                        administrator
                                .get("/projects/" + key + "/environments/production/versions?to=2")
                                .body())
                .contains("hosts[order-1].port")
                .contains("Make version 2 the newest again");
        assertThatThrownBy(() -> versions.restore(test.developer, key, "production", 2))
                .hasMessageContaining("needs the role administer");
    }

    @Test
    void followsAFileAndCountsItsAuthorsAndWhoMergedAsWriters() {
        follow();
        assertThat(environments.of(test.project))
                .extracting(Environment::name)
                .containsExactly("staging", "production");
        var production = get("production");

        merged(FILE.replace("port: 8081", "port: 9090"));

        await().until(() -> get("production").version() == 2);
        var newest = versions.of(production, Integer.MAX_VALUE).getFirst();
        assertThat(newest.editor()).isEqualTo(test.developer.id());
        assertThat(newest.writers()).isEqualTo(Set.of(test.developer.id()));
        assertThat(store.editorsAfter(production.id(), 1)).isEqualTo(Set.of(test.developer.id()));
        assertThatThrownBy(() -> put(1234, "true"))
                .hasMessage(
                        "production is kept in environments.yml of orders. Change it there, by a"
                                + " pull request.");
        assertThatThrownBy(() -> versions.restore(test.administrator, key, "production", 1))
                .hasMessageContaining("Change it there");
    }

    @Test
    void takesNothingOverFromAFileThatIsWrongAndSaysWhere() {
        follow();

        var commit =
                merged(FILE.replace("port: 8081", "port: 9090").replace("order: 1", "oder: 1"));

        await().until(() -> file().refused() != null);
        var sentence =
                "environments.yml line 12, column 5: staging: oder: there is no such key here.";
        assertThat(file().refusal()).startsWith(sentence);
        assertThat(statuses.of(test.repository, commit))
                .anySatisfy(status -> {
                    assertThat(status.key()).isEqualTo("fairlead-environments");
                    assertThat(status.state().colour()).isEqualTo("failed");
                    assertThat(status.more().description()).startsWith(sentence);
                });
        assertThat(get("production").version()).isEqualTo(1);
        var reader = Http.to(settings.baseUrl()).as(test.reader.name(), ReviewProject.PASSWORD);
        assertThat(reader.get("/projects/" + key + "/environments").body()).contains(sentence);
    }

    @Test
    void leavesWhatTheFileNoLongerHasAndRefusesBranchesThatAnybodyMayPushTo() {
        follow();

        merged(
                FILE.substring(0, FILE.indexOf("  production:"))
                        + FILE.substring(FILE.indexOf("  staging:")));

        await().until(() -> keeping("production") == EnvironmentFile.Keeping.GONE);
        assertThat(keeping("staging")).isEqualTo(EnvironmentFile.Keeping.KEPT);
        assertThat(put(4321, "true").definition().hosts().getFirst().port()).isEqualTo(4321);

        assertThatThrownBy(() -> files.name(test.administrator, key, "orders", "../x.yml"))
                .hasMessageStartingWith("path: must lead from the root");
        files.forget(test.administrator, key);
        assertThat(files.keeping(get("staging"))).isEmpty();
    }

    private void follow() {
        files.name(test.administrator, key, "orders", "environments.yml");
        await().until(() -> file().followed() != null);
    }

    private EnvironmentFile file() {
        return files.of(test.project).orElseThrow();
    }

    private EnvironmentFile.@Nullable Keeping keeping(String name) {
        return files.keeping(get(name)).orElse(null);
    }

    private Environment get(String name) {
        return store.find(test.project.id(), name).orElseThrow();
    }

    /** Merges the developer's change of the file, by the developer. */
    private String merged(String content) {
        var branch = test.branch(test.issue(IssueType.TASK, "Move"), "environments.yml", content);
        test.build(branch, CommitStatus.State.SUCCESSFUL);
        var pr = test.open(test.developer, branch);
        pullRequests.approve(test.reviewer, test.repository, pr.number(), pr.head());
        pullRequests.merge(test.developer, test.repository, pr.number());
        return source.resolve(test.repository, "main").orElseThrow();
    }

    private Environment put(int port, String install) {
        var definition =
                Map.of(
                        "kind",
                        "production",
                        "order",
                        2,
                        "repository",
                        "orders",
                        "hosts",
                        List.of(Map.of("name", "order-1", "folder", "/s", "port", port)),
                        "steps",
                        Map.of("install", install));
        return environments
                .put(
                        test.administrator,
                        key,
                        "production",
                        JsonMapper.shared().valueToTree(definition))
                .environment();
    }
}
