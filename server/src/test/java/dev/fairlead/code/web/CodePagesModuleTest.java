package dev.fairlead.code.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class CodePagesModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Issues issues;
    @Autowired Repositories repositories;
    @Autowired CommitStatuses statuses;
    @TempDir Path folder;

    private TestProject test;

    @BeforeEach
    void createProject() {
        test = TestProject.create(settings, users, access, projects, repositories);
    }

    @Test
    void saysWhatToTypeFirst() {
        var page = as(test.administrator()).get("/projects/" + test.project().key() + "/code");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Nothing has been pushed yet")
                .contains("git push -u origin main")
                .contains(settings.baseUrl() + test.repository().clonePath());
        assertThat(as(test.reader()).get(test.repository().url()).body())
                .contains("The first push");
    }

    @Test
    void showsBranchesFilesHistoryAndDiffs() {
        var git = Git.init(folder, test.writer().name());
        git.commit("README.md", "# Orders\n\nTake *orders*.\n", "Begin");
        var tip = git.commit("src/Quote.java", "net();\n<script>alert(1)</script>\n", "Quote");
        git.run("push", "-q", test.url(test.administrator()), "main");
        git.run("checkout", "-q", "-b", "topic");
        var changed =
                git.commit(
                        "src/Quote.java", "net.plus(vat());\n<script>alert(1)</script>\n", "VAT");
        git.run("push", "-q", test.url(test.writer()), "topic");
        statuses.set(
                test.repository(),
                changed,
                new CommitStatus(
                        "plan", CommitStatus.State.FAILED, "#7", "/builds/7", null, Instant.EPOCH));

        var url = test.repository().url();
        assertThat(page(url))
                .contains("1 ahead, 0 behind")
                .contains("#7")
                .contains("<em>orders</em>")
                .contains("/browse/src?at=main")
                .contains("git fetch &amp;&amp; git switch topic")
                .contains("vscode://vscode.git/clone?url=http%3A%2F%2F");
        assertThat(page(url + "/commits?at=topic")).contains("Quote").contains("VAT");
        assertThat(page(url + "/browse/src/Quote.java?at=topic"))
                .contains("id=\"L2\"")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
        assertThat(page(url + "/browse/src?at=" + tip)).contains("Quote.java");
        assertThat(page(url + "/commits/" + changed))
                .contains("net<mark>.plus</mark>(<mark>vat()</mark>);")
                .contains(test.writer().name());
        assertThat(
                        as(test.reader())
                                .get(url + "/raw/src/Quote.java?at=topic&download=1")
                                .header("content-disposition"))
                .startsWith("attachment");
        for (var missing :
                new String[] {
                    "/browse/none",
                    "/browse/..%2f..",
                    "/commits?at=none",
                    "/commits/zzz",
                    "/commits/" + "0".repeat(40),
                    "/raw/src"
                }) {
            assertThat(as(test.reader()).get(url + missing).status()).as(missing).isIn(400, 404);
        }
    }

    @Test
    void answersScripts() {
        var issue =
                issues.file(test.writer(), test.project(), IssueType.BUG, "Wrong sum", "", null);
        var made = "/api/v1/issues/" + issue.key() + "/branches";
        var wanted = Map.of("repository", "orders");
        assertThat(as(test.writer()).post(made, wanted).body())
                .contains("has no main yet. Push its first commit there");
        var git = Git.init(folder, test.writer().name());
        var tip = git.commit("README.md", "# Orders\n", "Begin");
        git.run("push", "-q", test.url(test.administrator()), "main");

        assertThat(as(test.reader()).post(made, wanted).status()).isEqualTo(403);
        var branch = as(test.writer()).post(made, wanted);
        assertThat(branch.status()).isEqualTo(201);
        assertThat(branch.json().get("name").stringValue()).isEqualTo(issue.key() + "-wrong-sum");
        assertThat(as(test.writer()).post(made, wanted).status()).isEqualTo(409);

        var api = "/api/v1" + test.repository().url();
        var branches = as(test.reader()).get(api + "/branches").json().get("values");
        assertThat(branches.size()).isEqualTo(2);
        assertThat(branches.get(0).get("tip").stringValue()).isEqualTo(tip);
        var commits = as(test.reader()).get(api + "/commits?at=main").json();
        assertThat(commits.get("values").get(0).get("sha").stringValue()).isEqualTo(tip);
        var refused =
                as(test.administrator())
                        .post(
                                "/api/v1/projects/" + test.project().key() + "/repositories",
                                Map.of("slug", "Not Good"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("slug: must be lower-case letters");
    }

    @Test
    void offersTheBranchOnTheIssuesPage() {
        var issue = issues.file(test.writer(), test.project(), IssueType.TASK, "Tidy up", "", null);
        assertThat(as(test.writer()).get(issue.url()).body()).contains("Create branch");
        assertThat(as(test.reader()).get(issue.url()).body()).doesNotContain("Create branch");
        var git = Git.init(folder, test.writer().name());
        git.commit("README.md", "# Orders\n", "Begin");
        git.run("push", "-q", test.url(test.administrator()), "main");
        var made =
                as(test.writer()).form(issue.url() + "/branches", Map.of("repository", "orders"));
        assertThat(made.status()).isEqualTo(302);
        assertThat(made.header("location")).endsWith(issue.url());
        assertThat(git.run("ls-remote", test.url(test.reader()))).contains("-tidy-up");
        assertThat(as(test.writer()).get(issue.url()).body()).doesNotContain("Create branch");
    }

    private String page(String path) {
        var answer = as(test.reader()).get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.body();
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }
}
