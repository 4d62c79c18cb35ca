package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Sessions;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.ReviewProject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What holds for every address of the contract: who asks, and how a refusal reads. */
@ModuleTest
class ContractModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Sessions sessions;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient renovate;
    private Http nobody;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        renovate = StashClient.of(test, test.developer);
        nobody = Http.to(settings.baseUrl());
    }

    @Test
    void saysWhoItIsAndWhoAsks() {
        var answer = renovate.get("/rest/api/1.0/application-properties");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("version").asString()).isEqualTo("7.21.0");
        assertThat(answer.header("x-ausername")).isEqualTo(test.developer.name());
        assertThat(renovate.get("/rest/api/latest/application-properties").status()).isEqualTo(200);
    }

    @Test
    void takesATokenAndAPasswordInTheHeader() {
        var token = renovate.http().headers().get("Authorization").substring("Bearer ".length());
        var path = "/rest/api/1.0/application-properties";

        assertThat(nobody.as(test.developer.name(), ReviewProject.PASSWORD).get(path).status())
                .isEqualTo(200);
        assertThat(nobody.as("x-token-auth", token).get(path).header("x-ausername"))
                .isEqualTo(test.developer.name());
        assertThat(nobody.as(token, "").get(path).header("x-ausername"))
                .isEqualTo(test.developer.name());
    }

    @Test
    void asksWhoIsUnknownWhoTheyAre() {
        var strange = nobody.with("Origin", "https://elsewhere.example");
        for (var answer :
                new Http.Answer[] {
                    nobody.get("/rest/api/1.0/repos"),
                    nobody.get("/rest/nothing"),
                    nobody.post("/rest/api/1.0/nothing", Map.of()),
                    strange.post("/rest/api/1.0/nothing", Map.of()),
                    nobody.form("/rest/api/1.0/nothing", Map.of("a", "b")),
                    nobody.bearing("fl_wrong").get("/rest/api/1.0/repos"),
                    nobody.as("admin", "wrong").post("/rest/api/1.0/nothing", Map.of())
                }) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).startsWith("Basic");
            assertThat(answer.header("content-type")).isEqualTo("application/json");
            assertThat(answer.json().path("errors").path(0).path("message").asString())
                    .isNotEmpty();
        }
    }

    @Test
    void takesNoWriteThatOnlyACookieVouchesFor() {
        var cookie =
                nobody.with("Cookie", "fairlead=" + sessions.open(test.developer, "127.0.0.1"));

        assertThat(cookie.get("/rest/api/1.0/application-properties").status()).isEqualTo(200);
        assertThat(cookie.post("/rest/api/1.0/nothing", Map.of()).status()).isEqualTo(401);
        assertThat(cookie.post("/%72est/api/1.0/nothing", Map.of()).status()).isEqualTo(401);
        assertThat(cookie.with("X-Atlassian-Token", "no-check").delete("/rest/x").status())
                .isEqualTo(401);
        assertThat(renovate.post("/nothing", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void wordsEveryRefusalAsStashDoes() {
        var missing = renovate.get("/rest/api/1.0/nothing");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body())
                .isEqualTo(
                        "{\"errors\":[{\"context\":null,\"message\":\"There is nothing at this"
                                + " address.\",\"exceptionName\":null}]}");
        assertThat(renovate.post("/rest/api/1.0/application-properties", Map.of()).json().size())
                .isEqualTo(1);
        var form =
                renovate.http()
                        .send(
                                "POST",
                                "/rest/api/1.0/nothing",
                                "text/plain",
                                BodyPublishers.ofString("{}"));
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.json().path("errors").path(0).path("message").asString())
                .contains("Content-Type: application/json");
        var large =
                renovate.post("/rest/api/1.0/nothing", Map.of("text", "x".repeat(1 << 20))).json();
        assertThat(large.path("errors").path(0).path("message").asString())
                .contains("FAIRLEAD_MAX_BODY");
    }
}
