package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.Tokens;
import dev.fairlead.issue.IssueType;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Pull requests as tools approve and merge them, and as they may not. */
@ModuleTest
class StashApprovalModuleTest {
    private static final String PULL = "com.atlassian.bitbucket.pull.";
    private static final String ONE = "/pull-requests/1";

    @Autowired ApplicationContext context;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient renovate;
    private StashClient reviewer;
    private String branch;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        renovate = StashClient.of(test, test.developer);
        reviewer = StashClient.of(test, test.reviewer);
        branch = test.branch(test.issue(IssueType.TASK, "Update"), "a.txt", "1\n");
        renovate.post("/pull-requests", StashClient.proposal(branch, "Update a", test.reviewer));
    }

    @Test
    void areApprovedByEachForThemselvesAtTheHeadTheySaw() {
        var own = ONE + "/participants/" + test.reviewer.name();
        var head = renovate.get(ONE).json().path("fromRef").path("latestCommit").asString();
        var approval = Map.of("status", "APPROVED", "lastReviewedCommit", head);
        assertThat(renovate.put(own, approval).status()).isEqualTo(403);
        assertThat(
                        reviewer.put(
                                        own,
                                        Map.of(
                                                "status",
                                                "APPROVED",
                                                "lastReviewedCommit",
                                                "0".repeat(40)))
                                .status())
                .isEqualTo(409);
        assertThat(reviewer.put(own, Map.of("status", "NEEDS_WORK")).status()).isEqualTo(400);
        assertThat(reviewer.put(own, approval).json().path("approved").asBoolean()).isTrue();
        assertThat(approved()).containsExactly(test.reviewer.name());

        assertThat(reviewer.delete(ONE + "/approve").json().path("status").asString())
                .isEqualTo("UNAPPROVED");
        assertThat(approved()).isEmpty();
        assertThat(reviewer.post(ONE + "/approve").status()).isEqualTo(200);
        assertThat(renovate.get(ONE + "/activities").body()).contains("\"action\":\"APPROVED\"");
        assertThat(renovate.get(ONE).json().path("version").asInt()).isZero();
    }

    @Test
    void tellWhoTookPartAndThatTheyWereDeclinedAndOpenedAgain() {
        var administrator = StashClient.of(test, test.administrator);
        administrator.post(ONE + "/comments", Map.of("text", "Why?"));
        reviewer.post(ONE + "/comments", Map.of("text", "Because."));
        renovate.post(ONE + "/comments", Map.of("text", "It updates."));

        var participants = renovate.get(ONE).json().path("participants");
        assertThat(participants.size()).isEqualTo(1);
        assertThat(participants.at("/0/user/name").asString()).isEqualTo(test.administrator.name());
        assertThat(participants.at("/0/role").asString()).isEqualTo("PARTICIPANT");
        assertThat(participants.at("/0/status").asString()).isEqualTo("UNAPPROVED");
        administrator.post(ONE + "/approve");
        assertThat(renovate.get(ONE).json().path("participants").isEmpty()).isTrue();

        assertThat(administrator.post(ONE + "/decline?version=0").status()).isEqualTo(200);
        assertThat(renovate.post(ONE + "/reopen?version=1").status()).isEqualTo(200);
        var happened = renovate.get(ONE + "/activities?limit=2").json().path("values");
        assertThat(happened.at("/0/action").asString()).isEqualTo("REOPENED");
        assertThat(happened.at("/0/user/name").asString()).isEqualTo(test.developer.name());
        assertThat(happened.at("/1/action").asString()).isEqualTo("DECLINED");
        assertThat(happened.at("/1/user/name").asString()).isEqualTo(test.administrator.name());
    }

    @Test
    void areNotMergedOnTheWordOfWhoWroteThem() {
        test.build(branch, State.SUCCESSFUL);
        assertThat(renovate.post(ONE + "/approve").status()).isEqualTo(200);
        var vetoed = renovate.post(ONE + "/merge?version=0");

        assertThat(vetoed.status()).isEqualTo(409);
        assertThat(error(vetoed).path("exceptionName").asString())
                .isEqualTo(PULL + "PullRequestMergeVetoedException");
        assertThat(error(vetoed).path("vetoes").path(0).path("detailedMessage").asString())
                .contains("approved it, but wrote");
        assertThat(renovate.post(ONE + "/merge").status()).isEqualTo(400);

        reviewer.post(ONE + "/approve");
        assertThat(renovate.get(ONE + "/merge").json().path("canMerge").asBoolean()).isTrue();
        var merged = renovate.post(ONE + "/merge?version=0").json();
        assertThat(merged.path("version").asInt()).isEqualTo(1);
        assertThat(merged.path("properties").path("mergeCommit").path("id").asString()).hasSize(40);
        assertThat(renovate.put(ONE, Map.of("version", 1, "title", "No")).status()).isEqualTo(409);
        assertThat(renovate.post(ONE + "/reopen?version=1").status()).isEqualTo(409);
    }

    @Test
    void areLeftAloneByReadersAndByTokensThatOnlyRead() {
        var wish = new Tokens.Wish("reading", Role.READ, null, null);
        var limited = test.bean(Tokens.class).make(test.developer, wish).secret();
        var reading = new StashClient(renovate.http().bearing(limited), renovate.repository());
        for (var client : List.of(reading, StashClient.of(test, test.reader))) {
            assertThat(client.get(ONE).status()).isEqualTo(200);
            assertThat(client.put(ONE, Map.of("version", 0, "title", "No")).status())
                    .isEqualTo(403);
            for (var verb : List.of("/merge", "/decline", "/reopen")) {
                assertThat(client.post(ONE + verb + "?version=0").status()).isEqualTo(403);
            }
            assertThat(client.post(ONE + "/approve").status()).isEqualTo(403);
            assertThat(client.post(ONE + "/comments", Map.of("text", "x")).status()).isEqualTo(403);
            assertThat(
                            client.post(
                                            "/pull-requests",
                                            StashClient.proposal(branch, "x", test.reviewer))
                                    .status())
                    .isEqualTo(403);
        }
        assertThat(renovate.get(ONE).json().path("title").asString()).isEqualTo("Update a");
    }

    private List<String> approved() {
        return renovate.get(ONE).json().path("reviewers").values().stream()
                .filter(one -> one.path("approved").asBoolean())
                .map(one -> one.path("user").path("name").asString())
                .toList();
    }

    private static JsonNode error(Http.Answer answer) {
        return answer.json().path("errors").path(0);
    }
}
