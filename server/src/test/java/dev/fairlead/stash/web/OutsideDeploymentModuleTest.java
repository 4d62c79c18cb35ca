package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What an outside deployer tells is shown on the issue, as its word. */
@ModuleTest
class OutsideDeploymentModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired PullRequests pullRequests;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient deployer;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        deployer = StashClient.of(test, test.developer);
    }

    @Test
    void showsOnTheIssueWhereOthersDeployedItsChange() {
        var issue = test.issue(IssueType.STORY, "VAT");
        var before = test.git.run("rev-parse", "origin/main");
        var pr = test.ready(issue, "vat.txt");
        var merged = pullRequests.merge(test.developer, test.repository, pr.number()).mergeCommit();

        assertThat(deploy(before, 1, "SUCCESSFUL").status()).isEqualTo(204);
        assertThat(page(issue.key())).doesNotContain("Reported from outside");
        assertThat(deploy(merged, 2, "IN_PROGRESS").status()).isEqualTo(204);
        assertThat(deploy(merged, 2, "SUCCESSFUL").status()).isEqualTo(204);

        assertThat(page(issue.key()))
                .contains("Reported from outside")
                .contains("Live &lt;EU&gt;")
                .contains("successful")
                .contains(merged.substring(0, 10))
                .contains("says " + test.developer.name());
        // A later deployment of something older took it away again.
        deploy(before, 3, "SUCCESSFUL");
        assertThat(page(issue.key())).doesNotContain("Reported from outside");
    }

    @Test
    void refusesWhatItCannotKeep() {
        var head = test.git.run("rev-parse", "origin/main");
        var body = new HashMap<>(body(1, "SUCCESSFUL"));
        body.remove("environment");
        assertThat(deployer.post("/commits/" + head + "/deployments", body).status())
                .isEqualTo(400);
        assertThat(deploy(head, -1, "SUCCESSFUL").body()).contains("deploymentSequenceNumber");
        assertThat(deploy(head, 1, "DONE").body()).contains("must be one of");
        assertThat(deploy("ab".repeat(20), 1, "SUCCESSFUL").status()).isEqualTo(404);
        assertThat(
                        StashClient.of(test, test.reader)
                                .post("/commits/" + head + "/deployments", body(1, "FAILED"))
                                .status())
                .isEqualTo(403);
    }

    private Http.Answer deploy(String commit, long number, String state) {
        return deployer.post("/commits/" + commit + "/deployments", body(number, state));
    }

    private static Map<String, Object> body(long number, String state) {
        return Map.of(
                "deploymentSequenceNumber", number,
                "key", "bamboo-live",
                "displayName", "Bamboo",
                "description", "to live",
                "state", state,
                "url", "https://bamboo.example/deploy/7",
                "environment",
                        Map.of("key", "live", "displayName", "Live <EU>", "type", "PRODUCTION"));
    }

    private String page(String issue) {
        return Http.to(settings.baseUrl())
                .as(test.reader.name(), ReviewProject.PASSWORD)
                .get("/issues/" + issue)
                .body();
    }
}
