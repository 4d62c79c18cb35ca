package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.release.Releases;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What would go on and what would be lost, told of environments and of releases. */
@ModuleTest
class ComparisonsModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Environments environments;
    @Autowired DeploymentStore deployments;
    @Autowired Comparisons comparisons;
    @Autowired Releases releases;
    @Autowired TransactionTemplate transaction;
    @TempDir Path folder;

    private ReviewProject test;
    private PullRequest first;
    private PullRequest second;

    @BeforeEach
    void twoReleases() {
        test = ReviewProject.create(context, folder, Map.of("a.txt", "a"));
        first = merged("First");
        second = merged("Second");
    }

    @Test
    void tellsWhatWouldGoOnAndWhatARollbackWouldLose() {
        var production = put("production");
        verified(production, first);
        var versions = List.of(version(first), version(second));

        var onward = between("production", versions.getLast());
        assertThat(onward.from().words()).isEqualTo("production (" + versions.getFirst() + ")");
        assertThat(onward.lost().isEmpty()).isTrue();
        assertThat(onward.onward().releases())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.pullRequest().number()).isEqualTo(second.number());
                    assertThat(change.issue()).isNotNull();
                    assertThat(change.issue().title()).isEqualTo("Second");
                });
        assertThat(onward.onward().count()).isEqualTo(2);
        assertThat(onward.onward().commits())
                .anySatisfy(one -> assertThat(one.writers()).containsExactly(test.developer.id()));

        var back = between(versions.getLast(), versions.getFirst());
        assertThat(back.onward().isEmpty()).isTrue();
        assertThat(back.lost().releases()).hasSize(1);
    }

    @Test
    void tellsItOnAPageAndInRestAndRefusesWhatCannotBeCompared() {
        put("production");
        put("staging");
        var reader = Http.to(settings.baseUrl()).as(test.reader.name(), ReviewProject.PASSWORD);
        var path = "/projects/" + test.project.key() + "/between";

        var page = reader.get(path + "?from=staging&to=" + version(second)).body();
        assertThat(page).contains("What would go on").contains("Second").contains("First");
        assertThat(reader.get(path).body()).contains("value=\"staging\"");
        assertThat(reader.get(path + "?from=staging&to=9.9.9").body())
                .contains("has no release 9.9.9.");
        var rest = reader.get("/api/v1" + path + "?from=staging&to=production").json();
        assertThat(rest.get("onward").get("count").asInt()).isZero();
        assertThatThrownBy(() -> between("nowhere", "staging"))
                .hasMessageContaining("There is no environment \"nowhere\"");
    }

    private Between between(String from, String to) {
        return comparisons.between(test.reader, test.project, from, to, null);
    }

    private String version(PullRequest pullRequest) {
        return releases.ofPullRequest(pullRequest.id()).orElseThrow().version();
    }

    private PullRequest merged(String title) {
        var ready = test.ready(test.issue(IssueType.STORY, title), title + ".txt");
        return test.bean(PullRequests.class).merge(test.developer, test.repository, ready.number());
    }

    private Environment put(String name) {
        var definition =
                Map.of(
                        "kind",
                        "production",
                        "order",
                        2,
                        "repository",
                        "orders",
                        "hosts",
                        List.of(Map.of("name", "one", "folder", "/s", "port", 1)),
                        "steps",
                        Map.of("install", "true"));
        return environments
                .put(
                        test.administrator,
                        test.project.key(),
                        name,
                        JsonMapper.shared().valueToTree(definition))
                .environment();
    }

    private void verified(Environment environment, PullRequest pullRequest) {
        var release = releases.ofPullRequest(pullRequest.id()).orElseThrow();
        transaction.executeWithoutResult(_ -> {
            var target = new Target(release.id(), release.version(), "x", "1".repeat(64), 1);
            var made =
                    deployments.insert(
                            environment, target, Deployment.Cause.PROMOTION, List.of(), null);
            deployments.start(made.id(), environment.version(), Set.of());
            deployments.finish(made.id(), Deployment.State.VERIFIED, "");
        });
    }
}
