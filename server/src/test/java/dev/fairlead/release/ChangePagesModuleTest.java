package dev.fairlead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueType;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The pages and the REST answers about one change, from its pull request to its release. */
@ModuleTest
class ChangePagesModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired PullRequests pullRequests;
    @TempDir Path folder;

    private ReviewProject test;
    private Issue issue;
    private String branch;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        issue = test.issue(IssueType.STORY, "Show VAT");
        branch = test.branch(issue, "vat.txt", "19 % <script>\n");
    }

    @Test
    void anOpenPullRequestShowsItsDiffItsChecksAndWhatOneMayDo() {
        assertThat(page(test.developer, "/issues/" + issue.key()))
                .contains("Open pull request", branch);
        assertThat(page(test.developer, url("/pull-requests/new?source=" + branch)))
                .contains("Show VAT", "<option value=\"" + branch + "\" selected");

        var pr = test.open(test.developer, branch);
        assertThat(page(test.developer, url(pr.path())))
                .contains("wants to merge", "19 % &lt;script&gt;", "Nothing has built")
                .contains("your approval is shown but does not count")
                .containsPattern("<button class=\"button main\" disabled[^>]*>Merge");
        assertThat(page(test.reader, url(pr.path()))).doesNotContain(">Merge</button>");
        assertThat(page(test.reviewer, url(pr.path() + "/decision")))
                .contains("hx-swap-oob", "May it merge?");
        assertThat(page(test.reviewer, "/projects/" + test.project.key() + "/pull-requests"))
                .contains("Merge " + branch);
        assertThat(page(test.reviewer, "/")).contains("Review pull request 1");
    }

    @Test
    void aMergedOneLeadsToItsRelease() {
        var pr = test.ready(test.issue(IssueType.BUG, "Fix it"), "fix.txt");
        pullRequests.merge(test.reviewer, test.repository, pr.number());
        assertThat(page(test.reader, url(pr.path()))).contains(test.reviewer.name() + " merged it");
        assertThat(page(test.reader, "/projects/" + test.project.key() + "/releases"))
                .contains("1.0.0", "Merge " + pr.source());
        assertThat(page(test.reader, url("/releases/1.0.0")))
                .contains("exactly one pull request", "Change fix.txt", test.developer.name());
        assertThat(page(test.developer, "/issues/" + pr.issue()))
                .contains("1 commit", "merged", "1.0.0", "Approved it");
    }

    @Test
    void scriptsReadTheSame() {
        var http = as(test.developer);
        var path = "/api/v1" + test.repository.url() + "/pull-requests";
        var opened = http.post(path, Map.of("title", "Show VAT", "source", branch));
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.json().get("number").asInt()).isEqualTo(1);
        assertThat(http.post(path + "/1/merge", Map.of()).status()).isEqualTo(409);
        assertThat(http.get(path + "/1").json().get("checks").size()).isEqualTo(3);
        assertThat(http.get(path + "?state=open").json().get("values").size()).isEqualTo(1);
        assertThat(http.get(path + "?state=lost").status()).isEqualTo(400);
        assertThat(http.post(path + "/1/comments", Map.of("text", "Why?")).status()).isEqualTo(201);
        assertThat(page(test.reader, url("/pull-requests/1"))).contains("<p>Why?</p>");
        assertThat(as(test.reader).post(path + "/1/approvals", Map.of()).status()).isEqualTo(403);

        var first = http.get("/api/v1/issues/" + issue.key()).json().get("branches").get(0);
        assertThat(first.get("name").asString()).isEqualTo(branch);
        assertThat(first.get("commits").asInt()).isEqualTo(1);
        assertThat(first.get("pullRequest").get("state").asString()).isEqualTo("open");
        assertThat(http.get("/api/v1/projects/" + test.project.key() + "/releases/9.9.9").status())
                .isEqualTo(404);
    }

    private String url(String path) {
        return test.repository.url() + path;
    }

    private String page(User user, String path) {
        var answer = as(user).get(path);
        assertThat(answer.status()).as(path + "\n" + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private Http as(User user) {
        return Http.to(URI.create("http://127.0.0.1:" + settings.httpPort()))
                .as(user.name(), ReviewProject.PASSWORD);
    }
}
