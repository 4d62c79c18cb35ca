package dev.fairlead.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class CallerModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;

    private Http nobody;
    private Http carla;

    @BeforeEach
    void knowsCarla() {
        nobody = Http.to(settings.baseUrl());
        carla = nobody.as("carla", "carla-password");
        if (users.byName("carla").isEmpty()) {
            users.create(
                    Actor.FAIRLEAD, "carla", "Carla", "carla@example.org", "carla-password", false);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/users",
                "/api/v1/nothing",
                "/scm/ORD/orders.git/info/refs",
                "/maven/ORD/x",
                "/rest/api/1.0/repos"
            })
    void asksProgramsForAPassword(String path) {
        var answer = nobody.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).startsWith("Basic realm=\"Fairlead\"");
        assertThat(answer.body()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/agent/v1/register", "/metrics", "/error", "/login/x"})
    void letsNobodyInWithoutThePasswordBoxOfTheBrowser(String path) {
        var answer = nobody.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"})
    void refusesEveryMethodOfNobody(String method) {
        var answer = nobody.send(method, "/api/v1/nothing", null, BodyPublishers.noBody());

        assertThat(answer.status()).isIn(400, 401, 405);
        assertThat(answer.status() == 401 || method.equals("PROPFIND")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../me",
                "/assets/..%2fme",
                "/assets/%2e%2e/me",
                "//me",
                "/me;.css",
                "/login/../me",
                "/assets/..;/me",
                "/me/%2e"
            })
    void isNotLedAroundByTheFormOfAPath(String path) {
        assertThat(nobody.get(path).status()).isIn(400, 401, 404);
    }

    @Test
    void tellsWhoAsks() {
        var me = carla.get("/api/v1/me");

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("name").asString()).isEqualTo("carla");
    }

    @Test
    void takesATokenInAnyPlaceUntilItIsRevoked() {
        var made = carla.post("/api/v1/me/tokens", Map.of("name", "laptop")).json();
        var secret = made.path("secret").asString();

        assertThat(nobody.bearing(secret).get("/api/v1/me").status()).isEqualTo(200);
        assertThat(nobody.as("carla", secret).get("/api/v1/me").status()).isEqualTo(200);
        assertThat(nobody.as("anybody", secret).get("/api/v1/me").json().path("name").asString())
                .isEqualTo("carla");
        assertThat(nobody.as(secret, "").get("/api/v1/me").status()).isEqualTo(200);
        assertThat(nobody.as(secret, "x").get("/api/v1/me").status()).isEqualTo(401);
        assertThat(nobody.as("carla", "").get("/api/v1/me").status()).isEqualTo(401);
        var listed = carla.get("/api/v1/me/tokens");
        assertThat(listed.json().path("values").path(0).path("used").isNull()).isFalse();
        assertThat(listed.body()).doesNotContain(secret);

        carla.delete("/api/v1/me/tokens/" + made.path("id").asLong());
        assertThat(nobody.bearing(secret).get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void slowsDownWhoGuesses() {
        var guessing = nobody.as("guessed", "wrong-password");
        for (var i = 0; i < 5; i++) {
            assertThat(guessing.get("/api/v1/me").status()).isEqualTo(401);
        }
        var refused = guessing.get("/api/v1/me");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("the limit is 5 in a minute");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 61);
        assertThat(carla.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void refusesWhatOnlyAFormCanSend() {
        var answer =
                carla.send(
                        "POST",
                        "/api/v1/me/tokens",
                        "text/plain",
                        BodyPublishers.ofString("{\"name\":\"x\"}"));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("Content-Type: application/json");
    }

    @Test
    void refusesAWriteFromAStrangePage() {
        var answer =
                carla.with("Origin", "http://evil.example")
                        .post("/api/v1/me/tokens", Map.of("name", "x"));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void keepsAgentsAndPeopleApart() {
        assertThat(carla.get("/agent/v1/anything").status()).isEqualTo(403);
        assertThat(nobody.bearing("not-an-agent").get("/agent/v1/anything").status())
                .isEqualTo(401);
    }

    @Test
    void protectsEveryAnswer() {
        for (var answer :
                new Http.Answer[] {
                    nobody.get("/login"), nobody.get("/x"), carla.get("/api/v1/me")
                }) {
            assertThat(answer.header("content-security-policy"))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
            assertThat(answer.header("referrer-policy")).isEqualTo("same-origin");
            assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
            assertThat(answer.header("set-cookie")).doesNotContain("JSESSIONID");
        }
    }
}
