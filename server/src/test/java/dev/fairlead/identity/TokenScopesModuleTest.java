package dev.fairlead.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A token does no more than it was made for, wherever it is shown. */
@ModuleTest
class TokenScopesModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private TestProject test;
    private TestProject other;

    @BeforeEach
    void createProjects() {
        test = TestProject.create(settings, users, access, projects, repositories);
        other = TestProject.create(settings, users, access, projects, repositories);
        access.grant(
                test.administrator().actor(),
                other.project().id(),
                other.project().key(),
                test.writer(),
                Role.WRITE);
    }

    @Test
    void readsWithATokenThatMayRead() {
        var secret = token(test.writer(), "read", null);
        var git = Git.init(folder, test.writer().name());
        git.commit("a.txt", "a\n", "Begin");
        git.run("push", "-q", test.url(test.administrator()), "main");

        assertThat(bearing(secret).get(api(test)).status()).isEqualTo(200);
        assertThat(git.run("ls-remote", address(secret))).contains("refs/heads/main");
        Git.clone(address(secret), folder.resolve("clone"));
        var refused = git.attempt("push", address(secret), "HEAD:refs/heads/x");
        assertThat(refused.code()).isNotZero();
        var issue = Map.of("type", "task", "title", "x");
        var answer =
                bearing(secret).post("/api/v1/projects/" + test.project().key() + "/issues", issue);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("This token may only read");
    }

    @Test
    void staysInItsProject() {
        var secret = token(test.writer(), "write", test.project().key());

        assertThat(bearing(secret).get(api(test)).status()).isEqualTo(200);
        assertThat(bearing(secret).get(api(other)).status()).isEqualTo(404);
        var listed = bearing(secret).get("/api/v1/projects").json().path("values");
        assertThat(listed.size()).isEqualTo(1);
        var issue = Map.of("type", "task", "title", "x");
        assertThat(
                        bearing(secret)
                                .post("/api/v1/projects/" + test.project().key() + "/issues", issue)
                                .status())
                .isEqualTo(201);
        assertThat(
                        bearing(secret)
                                .post(
                                        "/api/v1/projects/" + other.project().key() + "/issues",
                                        issue)
                                .status())
                .isEqualTo(404);
    }

    @Test
    void makesNoAdministratorOutOfALimitedToken() {
        var secret = token(test.administrator(), "write", null);

        assertThat(bearing(secret).get(api(other)).status()).isEqualTo(200);
        assertThat(bearing(secret).get("/api/v1/audit").status()).isEqualTo(403);
        assertThat(bearing(secret).get("/api/v1/audit").body()).contains("This token is limited");
        var slug = Map.of("slug", "more");
        assertThat(bearing(secret).post(repositoriesOf(test), slug).status()).isEqualTo(403);
        var whole = token(test.administrator(), "administer", null);
        assertThat(bearing(whole).post(repositoriesOf(test), slug).status()).isEqualTo(201);
    }

    @Test
    void letsNoLimitedTokenGrow() {
        var secret = token(test.writer(), "write", test.project().key());

        var more = bearing(secret).post("/api/v1/me/tokens", Map.of("name", "more"));
        assertThat(more.status()).isEqualTo(403);
        assertThat(more.body()).contains("log in with your password");
        var link =
                bearing(secret)
                        .post(
                                "/api/v1/users/" + test.writer().name() + "/login-links",
                                Map.of("validity", "PT1H"));
        assertThat(link.status()).isEqualTo(403);
        assertThat(bearing(secret).delete("/api/v1/me/tokens/1").status()).isEqualTo(403);
    }

    @Test
    void endsWhenItExpires() {
        var secret = token(test.writer(), "write", null);
        assertThat(bearing(secret).get(api(test)).status()).isEqualTo(200);
        jdbc.sql("update api_token set expires = now() - interval '1 second' where user_id = ?")
                .param(test.writer().id())
                .update();

        assertThat(bearing(secret).get(api(test)).status()).isEqualTo(401);
        assertThat(bearing(secret).get(api(test)).body()).contains("has expired");
        assertThat(as(test.writer()).get("/me").body()).contains("expired");
    }

    @Test
    void isMadeOnOnesPage() {
        var typed = new HashMap<>(Map.of("token", "ci", "role", "read", "days", "90"));
        typed.put("project", test.project().key());
        assertThat(as(test.writer()).form("/me/tokens", typed).body())
                .contains("Copy it now")
                .contains("read in <a href=\"/projects/" + test.project().key());
        typed.put("token", "another");
        typed.put("project", "NOPE");
        assertThat(as(test.writer()).form("/me/tokens", typed).status()).isEqualTo(404);
        var wrong = Map.of("name", "x", "role", "god");
        assertThat(as(test.writer()).post("/api/v1/me/tokens", wrong).body())
                .contains("must be read, write or administer");
        var never = Map.of("name", "x", "days", -1);
        assertThat(as(test.writer()).post("/api/v1/me/tokens", never).status()).isEqualTo(400);
    }

    private String token(User owner, String role, String project) {
        var wish = new HashMap<String, Object>(Map.of("name", role + project, "role", role));
        wish.put("project", project);
        wish.put("days", 30);
        var made = as(owner).post("/api/v1/me/tokens", wish);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().path("secret").asString();
    }

    private Http bearing(String token) {
        return Http.to(settings.baseUrl()).bearing(token);
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }

    private String address(String token) {
        return "http://x:%s@%s%s".formatted(token, test.authority(), test.repository().clonePath());
    }

    private static String api(TestProject of) {
        return repositoriesOf(of) + "/orders";
    }

    private static String repositoriesOf(TestProject of) {
        return "/api/v1/projects/" + of.project().key() + "/repositories";
    }
}
