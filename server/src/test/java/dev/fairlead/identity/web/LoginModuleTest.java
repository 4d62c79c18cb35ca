package dev.fairlead.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class LoginModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;

    private Browser browser;

    @BeforeEach
    void opensABrowser() {
        browser = new Browser(settings.baseUrl());
        if (users.byName("lena").isEmpty()) {
            users.create(
                    Actor.FAIRLEAD, "lena", "Lena", "lena@example.org", "lena-password", false);
        }
    }

    @Test
    void leadsToTheLogInAndBackToThePage() {
        var asked = browser.get("/me?x=1");
        assertThat(asked.status()).isEqualTo(302);
        assertThat(asked.header("location")).endsWith("/login?return=%2Fme%3Fx%3D1");

        var page = browser.get("/login?return=%2Fme%3Fx%3D1");
        assertThat(page.body()).contains("Log in").contains("/me?x=1");

        var answer = logIn("lena", "lena-password", "/me?x=1");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).endsWith("/me?x=1");
        assertThat(browser.get("/me?x=1").body()).contains("lena@example.org");
    }

    @Test
    void setsACookieThatOnlyThisHostAndNoScriptSees() {
        browser.get("/login");
        var cookie = logIn("lena", "lena-password", "/").header("set-cookie");

        assertThat(cookie).contains("fairlead=").contains("HttpOnly").contains("SameSite=Lax");
        assertThat(cookie).doesNotContain("Domain").doesNotContain("Secure");
    }

    @Test
    void showsTheFormAgainAfterAWrongPassword() {
        browser.get("/login");
        var answer = logIn("lena", "wrong", "/");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("The user name or the password is wrong.");
        assertThat(answer.body()).contains("value=\"lena\"").doesNotContain("wrong\"");
    }

    @Test
    void refusesALogInWithoutTheFormsToken() {
        browser.get("/login");
        var answer = browser.form("/login", Map.of("name", "lena", "password", "lena-password"));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void endsTheSessionAtLogOut() {
        browser.get("/login");
        logIn("lena", "lena-password", "/");
        var copy = browser.copy();

        browser.submit("/logout", Map.of());

        assertThat(browser.get("/me").status()).isEqualTo(302);
        assertThat(copy.get("/me").status()).isEqualTo(302);
    }

    @Test
    void refusesACookiesWriteWithoutTokenAndFromElsewhere() {
        browser.get("/login");
        logIn("lena", "lena-password", "/");
        browser.get("/me");

        var without = browser.form("/me/tokens", Map.of("token", "x"));
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.body()).contains("Load the page again");

        browser.header("Origin", "https://evil.example");
        var foreign = browser.submit("/me/tokens", Map.of("token", "x"));
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body()).contains("comes from a page of https://evil.example");

        browser.header("Origin", settings.baseUrl().toString());
        assertThat(browser.submit("/me/tokens", Map.of("token", "mine")).body()).contains("fl_");
    }

    @Test
    void logsInOnceWithALink() {
        var link = users.loginLink(Actor.FAIRLEAD, lena(), Duration.ofMinutes(5));

        assertThat(browser.get(link).body()).contains("Log in as Lena");
        assertThat(browser.get(link).body()).contains("Log in as Lena");
        var used = browser.submit("/login", Map.of("link", link.split("=")[1]));

        assertThat(used.status()).isEqualTo(302);
        assertThat(browser.get("/me").body()).contains("lena@example.org");

        var other = new Browser(settings.baseUrl());
        assertThat(other.get(link).status()).isEqualTo(404);
        other.get("/login");
        assertThat(other.submit("/login", Map.of("link", link.split("=")[1])).status())
                .isEqualTo(404);
    }

    @Test
    void changesThePasswordAndEndsEveryOtherLogIn() {
        users.create(Actor.FAIRLEAD, "paul", "Paul", "paul@example.org", "paul-password", false);
        browser.get("/login");
        logIn("paul", "paul-password", "/");
        var other = browser.copy();
        browser.get("/me");

        var wrong =
                browser.submit(
                        "/me/password", Map.of("present", "nonsense", "password", "paul-changed"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("This is not your present password");

        var changed =
                browser.submit(
                        "/me/password",
                        Map.of("present", "paul-password", "password", "paul-changed"));
        assertThat(changed.status()).isEqualTo(302);
        assertThat(browser.get("/me").body()).contains("Your password is changed");
        assertThat(other.get("/me").status()).isEqualTo(302);
        var rest = Http.to(settings.baseUrl());
        assertThat(rest.as("paul", "paul-password").get("/api/v1/me").status()).isEqualTo(401);
        assertThat(rest.as("paul", "paul-changed").get("/api/v1/me").status()).isEqualTo(200);
    }

    private Http.Answer logIn(String name, String password, String returnTo) {
        return browser.submit(
                "/login", Map.of("name", name, "password", password, "return", returnTo));
    }

    private dev.fairlead.identity.User lena() {
        return users.require("lena");
    }
}
