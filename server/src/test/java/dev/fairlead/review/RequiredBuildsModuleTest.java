package dev.fairlead.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.code.PostedStatuses;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A merge check names the build and the posters it believes. */
@ModuleTest
class RequiredBuildsModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired PullRequests pullRequests;
    @Autowired PostedStatuses posted;
    @Autowired Audit audit;
    @TempDir Path folder;

    private ReviewProject test;
    private Http administrator;
    private String url;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        administrator = as(test.administrator);
        url = "/api/v1" + test.repository.url() + "/required-builds";
    }

    @Test
    void requiresFairleadsOwnBuildWhereNobodySaidOtherwise() {
        assertThat(administrator.get(url).body()).contains("\"key\":\"fairlead\"");
        var pr = test.ready(test.issue(IssueType.STORY, "VAT"), "vat.txt");
        // Nobody else can call it green or red.
        post(test.developer, pr.head(), "fairlead", State.FAILED);

        assertThat(review(pr).mayMerge()).isTrue();
    }

    @Test
    void believesOnlyWhoIsNamed() {
        require(Map.of("key", "jenkins", "posters", List.of(test.reviewer.name())));
        var pr = test.ready(test.issue(IssueType.STORY, "VAT"), "vat.txt");

        assertThat(sentence(pr)).contains("Nothing has reported jenkins of");
        post(test.developer, pr.head(), "jenkins", State.SUCCESSFUL);
        assertThat(sentence(pr))
                .contains(test.developer.name() + " reported jenkins")
                .contains("only the word of " + test.reviewer.name() + " counts");
        assertThatThrownBy(() -> pullRequests.merge(test.developer, test.repository, pr.number()))
                .hasMessageContaining("only the word of");
        post(test.reviewer, pr.head(), "jenkins", State.FAILED);
        assertThat(review(pr).mayMerge()).isFalse();
        post(test.reviewer, pr.head(), "jenkins", State.SUCCESSFUL);
        // Somebody else's later word changes nothing.
        post(test.developer, pr.head(), "jenkins", State.FAILED);

        assertThat(review(pr).mayMerge()).isTrue();
        assertThat(pullRequests.merge(test.developer, test.repository, pr.number()).state())
                .isEqualTo(PullRequest.State.MERGED);
    }

    @Test
    void changesByAdministratorsOnlyAndIsAudited() {
        var wanted = List.of(Map.of("key", "jenkins", "posters", List.of(test.reviewer.name())));
        assertThat(as(test.developer).put(url, wanted).status()).isEqualTo(403);
        assertThat(administrator.put(url, wanted).status()).isEqualTo(200);

        assertThat(audit.entries(Long.MAX_VALUE, 20))
                .filteredOn(entry -> entry.subject().equals(test.repository.toString()))
                .filteredOn(entry -> entry.action().equals("required-builds.changed"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.toString())
                                .contains("fairlead by Fairlead")
                                .contains("jenkins by " + test.reviewer.name()));
    }

    @Test
    void refusesABuildThatAnybodyCouldCallGreen() {
        for (var wrong :
                List.of(
                        Map.of("key", "jenkins"),
                        Map.of("key", "jenkins", "posters", List.of()),
                        Map.of("key", "fairlead", "posters", List.of(test.reviewer.name())),
                        Map.of("key", " ", "posters", List.of(test.reviewer.name())),
                        Map.of("key", "k".repeat(256), "posters", List.of(test.reviewer.name())),
                        Map.of("key", "a\0b", "posters", List.of(test.reviewer.name())),
                        Map.of("key", "jenkins", "posters", List.of("nobody-here")))) {
            assertThat(administrator.put(url, List.of(wrong)).status()).isEqualTo(400);
        }
    }

    @Test
    void isChangedOnItsPage() {
        var page = test.repository.url() + "/settings/checks";
        var added =
                administrator.form(
                        page, Map.of("build", "jenkins", "posters", test.reviewer.name()));
        assertThat(added.status()).isEqualTo(302);
        assertThat(as(test.reader).get(page).body())
                .contains("<code>jenkins</code>")
                .contains("own builds, by fairlead.yml")
                .doesNotContain("Require it");
        assertThat(administrator.form(page + "/removal", Map.of("build", "fairlead")).status())
                .isEqualTo(302);
        assertThat(administrator.get(page).body()).contains("are not required here");
        var refused = administrator.form(page, Map.of("build", "<b>", "posters", "nobody-here"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("There is no user").contains("value=\"&lt;b");
        assertThat(as(test.developer).form(page, Map.of("build", "x")).status()).isEqualTo(403);
    }

    private void require(Map<String, Object> build) {
        assertThat(administrator.put(url, List.of(build)).status()).isEqualTo(200);
    }

    private void post(User by, String commit, String key, State state) {
        posted.post(
                by,
                commit,
                new CommitStatus(key, state, key, "https://ci", by.id(), Instant.now()));
    }

    private Review review(PullRequest pr) {
        return pullRequests.review(test.repository, pr);
    }

    private String sentence(PullRequest pr) {
        return review(pr).checks().getFirst().sentence();
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), ReviewProject.PASSWORD);
    }
}
