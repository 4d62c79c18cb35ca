package dev.fairlead.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a link is worth depends on who made it. */
@ModuleTest
class LentLogInModuleTest {
    private static final String REFUSAL =
            "This log-in began with a link that admin made: it may look, but neither decide nor"
                    + " change anything in the name of mina. Log in with your own password, then try"
                    + " again.";

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Audit audit;

    private Http nobody;
    private Http mina;
    private Browser browser;

    @BeforeEach
    void knowsMina() {
        nobody = Http.to(settings.baseUrl());
        mina = nobody.as("mina", "mina-password");
        browser = new Browser(settings.baseUrl());
        if (users.byName("mina").isEmpty()) {
            users.create(
                    Actor.FAIRLEAD, "mina", "Mina", "mina@example.org", "mina-password", false);
        }
    }

    @Test
    void looksButChangesNothingByALinkOfSomebodyElse() {
        follow(linkBy(nobody.as("admin", "admin-for-tests")));

        assertThat(browser.get("/me").body())
                .contains("mina@example.org")
                .contains("You look as mina by a link that admin made, and can change nothing.");
        var token = browser.submit("/me/tokens", Map.of("token", "stolen"));
        assertThat(token.status()).isEqualTo(403);
        assertThat(token.body()).contains(REFUSAL);
        var password = Map.of("present", "mina-password", "password", "taken-over");
        assertThat(browser.submit("/me/password", password).body()).contains(REFUSAL);
        assertThat(mina.get("/api/v1/me/tokens").body()).doesNotContain("stolen");
        assertThat(audit.entries(Long.MAX_VALUE, 20))
                .anySatisfy(entry -> {
                    assertThat(entry.action()).isEqualTo("session.opened");
                    assertThat(entry.subject()).isEqualTo("mina");
                    assertThat(entry.detail()).contains("lentBy").contains("admin");
                });
    }

    @Test
    void makesNoLinkOfItsOwnOutOfALentLogIn() {
        follow(linkBy(nobody.as("admin", "admin-for-tests")));

        var made = browser.submit("/api/v1/users/mina/login-links", Map.of());

        assertThat(made.status()).isEqualTo(403);
        assertThat(made.body()).contains("began with a link that admin made");
    }

    @Test
    void endsALentLogInAndTakesThePasswordInstead() {
        follow(linkBy(nobody.as("admin", "admin-for-tests")));

        assertThat(browser.submit("/logout", Map.of()).status()).isEqualTo(302);
        browser.get("/login");
        browser.submit("/login", Map.of("name", "mina", "password", "mina-password"));

        assertThat(browser.get("/me").body()).doesNotContain("You look as mina");
        assertThat(browser.submit("/me/tokens", Map.of("token", "mine")).body()).contains("fl_");
    }

    @Test
    void isFullyLoggedInByALinkOfOnesOwn() {
        follow(linkBy(mina));

        assertThat(browser.get("/me").body()).doesNotContain("You look as mina");
        assertThat(browser.submit("/me/tokens", Map.of("token", "own")).body()).contains("fl_");
    }

    private static String linkBy(Http maker) {
        var made = maker.post("/api/v1/users/mina/login-links", Map.of());
        assertThat(made.status()).isEqualTo(201);
        return made.json().path("path").asString();
    }

    private void follow(String link) {
        browser.get(link);
        var used = browser.submit("/login", Map.of("link", link.split("=")[1]));
        assertThat(used.status()).isEqualTo(302);
        browser.get("/");
    }
}
