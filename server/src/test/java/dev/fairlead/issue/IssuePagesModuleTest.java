package dev.fairlead.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Actor;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class IssuePagesModuleTest {
    private static final String PASSWORD = "correct horse battery";

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Projects projects;
    @Autowired Issues issues;

    @BeforeEach
    void makesAnAdministrator() {
        if (users.byName("pages").isEmpty()) {
            users.create(Actor.FAIRLEAD, "pages", "Pages", "pages@example.org", PASSWORD, true);
            projects.create(administrator(), "PAG", "Pages");
        }
    }

    @Test
    void showsEveryPageInItsFrame() throws Exception {
        var issue = file("Show VAT", "On **quotes** <script>alert(1)</script>");
        var page = get(issue.url());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>Show VAT</h1>")
                .contains("<strong>quotes</strong>")
                .contains("&lt;script&gt;alert(1)")
                .contains("filed this story")
                .contains("open · create a branch")
                .doesNotContain("<script>alert");
        for (var path :
                new String[] {
                    "/",
                    "/projects/PAG",
                    "/projects/PAG/issues",
                    "/projects/PAG/issues?status=open&type=story&q=vat&assignee=me",
                    "/projects/PAG/issues/new?type=bug",
                    "/projects/PAG/settings",
                    "/projects/new",
                    issue.url() + "/edit",
                }) {
            assertThat(get(path).body()).as(path).contains("<main").contains("</html>");
        }
        for (var fragment : new String[] {"/line", "/activity", "/side"}) {
            assertThat(get(issue.url() + fragment).body())
                    .contains("data-live=\"/events/issues/" + issue.key())
                    .doesNotContain("<html");
        }
    }

    @Test
    void filesAnIssueFromTheForm() throws Exception {
        var sent =
                post(
                        "/projects/PAG/issues",
                        Map.of("type", "bug", "title", "Wrong total", "description", ""));
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(get(sent.headers().firstValue("Location").orElseThrow()).body())
                .contains("<h1>Wrong total</h1>");
    }

    @Test
    void showsARefusalBesideTheFieldAndKeepsTheRest() throws Exception {
        var sent =
                post(
                        "/projects/PAG/issues",
                        Map.of("type", "task", "title", "x", "parent", "PAG-999"));
        assertThat(sent.statusCode()).isEqualTo(400);
        assertThat(sent.body())
                .contains("There is no issue \"PAG-999\" in the project PAG.")
                .contains("value=\"PAG-999\"")
                .contains("value=\"task\" checked");
    }

    @Test
    void keepsAnEditThatCameTooLate() throws Exception {
        var issue = file("Contested", "");
        var edit = Map.of("title", "Mine", "description", "", "status", "open", "version", "1");
        assertThat(post(issue.url(), edit).statusCode()).isEqualTo(302);
        var late = post(issue.url(), edit);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body())
                .contains("was changed by somebody else meanwhile")
                .contains("value=\"Mine\"");
    }

    @Test
    void servesAssetsForEverUnderTheirVersion() throws Exception {
        var page = get("/").body();
        var style = page.replaceAll("(?s).*href=\"(/assets/[^\"]+\\.css)\".*", "$1");
        var served = get(style);
        assertThat(served.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        assertThat(served.body()).startsWith("/* The look of Fairlead").contains(".line-panel");
        assertThat(get("/assets/old/fairlead.js").headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
    }

    private Issue file(String title, String description) {
        var project = projects.require(administrator(), "PAG", dev.fairlead.identity.Role.WRITE);
        return issues.file(administrator(), project, IssueType.STORY, title, description, null);
    }

    private User administrator() {
        return users.byName("pages").orElseThrow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        var body =
                form.entrySet().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        var proof =
                Base64.getEncoder()
                        .encodeToString(("pages:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(settings.baseUrl().resolve(path))
                .header("Accept", "text/html")
                .header("Authorization", "Basic " + proof);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
