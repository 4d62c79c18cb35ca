package dev.fairlead.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.Comments;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import dev.fairlead.review.Reviewer;
import dev.fairlead.review.Reviewers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ModuleTest
class AmendmentPagesModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired PullRequests pullRequests;
    @Autowired Reviewers reviewers;
    @Autowired Comments comments;
    @TempDir Path folder;

    private ReviewProject test;
    private PullRequest pr;
    private Http developer;
    private String page;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        var issue = test.issue(IssueType.STORY, "Show VAT");
        pr = test.open(test.developer, test.branch(issue, "vat.txt", "19 %\n"));
        developer = as(test.developer);
        page = test.repository.url() + pr.path();
    }

    @Test
    void changesWhatItSaysAndWhoIsAsked() {
        assertThat(developer.get(page).body()).contains(page + "/edit");
        assertThat(developer.get(page + "/edit").body())
                .contains("value=\"" + pr.title() + "\"")
                .contains("name=\"reviewer\" value=\"" + test.reviewer.name() + "\"")
                .doesNotContain("name=\"reviewer\" value=\"" + test.reader.name() + "\"");

        var saved = developer.form(page, typed("0", "VAT <b>at last</b>"));

        assertThat(saved.status()).isEqualTo(302);
        assertThat(saved.header("location")).endsWith(page);
        assertThat(developer.get(page).body()).contains("VAT &lt;b&gt;at last").contains("asked");
        assertThat(reviewers.of(pr)).extracting(Reviewer::user).containsExactly(test.reviewer.id());
    }

    @Test
    void keepsWhatWasTypedWhenSomebodyElseWasFaster() {
        developer.form(page, typed("0", "First"));
        var late = developer.form(page, typed("0", "Late"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body())
                .contains("it is at version 1, and you looked at version 0")
                .contains("value=\"Late\"");
        assertThat(pullRequests.get(test.repository, 1).title()).isEqualTo("First");
        var unfit = developer.form(page, Map.of("version", "1", "reviewer", "nobody"));
        assertThat(unfit.status()).isEqualTo(409);
        assertThat(unfit.body()).contains("is nobody who may write in");
    }

    @Test
    void isNoFormForReaders() {
        var reader = as(test.reader);
        assertThat(reader.get(page).body()).doesNotContain(page + "/edit");
        assertThat(reader.get(page + "/edit").status()).isEqualTo(403);
        assertThat(reader.form(page, typed("0", "Mine")).status()).isEqualTo(403);
    }

    @Test
    void letsWhoSaidSomethingChangeAndDeleteIt() {
        var said = comments.add(test.developer, test.repository, pr, "Frist");
        var address = page + "/comments/" + said.id();
        assertThat(as(test.reviewer).get(page).body()).doesNotContain(address);
        assertThat(developer.get(page).body()).contains(address);

        developer.form(address, Map.of("version", "0", "text", "First"));
        assertThat(developer.get(page).body()).contains("<p>First</p>").contains("edited ");
        assertThat(developer.form(address + "/deletion", Map.of("version", "0")).status())
                .isEqualTo(302);
        assertThat(comments.of(pr)).hasSize(1);
        developer.form(address + "/deletion", Map.of("version", "1"));
        assertThat(comments.of(pr)).isEmpty();
    }

    private Map<String, String> typed(String version, String title) {
        return Map.of(
                "version",
                version,
                "title",
                title,
                "description",
                "",
                "target",
                "main",
                "reviewer",
                test.reviewer.name());
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), ReviewProject.PASSWORD);
    }
}
