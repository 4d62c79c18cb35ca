package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Webhooks as a build server sets them up by itself. */
@ModuleTest
class StashWebhookModuleTest {
    @Autowired ApplicationContext context;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient jenkins;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        jenkins = StashClient.of(test, test.administrator);
    }

    @Test
    void areMadeListedChangedAndDeletedAndKeepTheirSecret() {
        var made =
                jenkins.post("/webhooks", wanted("repo:refs_changed", "pr:opened", "pr:deleted"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "events", "configuration", "url", "active");
        assertThat(made.json().path("events").toString())
                .isEqualTo("[\"repo:refs_changed\",\"pr:opened\"]");
        assertThat(made.body()).doesNotContain("a secret");
        var one = "/webhooks/" + made.json().path("id").asLong();

        var listed = jenkins.get("/webhooks?limit=1").json();
        assertThat(listed.path("isLastPage").asBoolean()).isTrue();
        assertThat(listed.path("values").path(0)).isEqualTo(made.json());
        var other = new HashMap<>(wanted("pr:merged"));
        other.remove("configuration");
        other.put("active", false);
        var changed = jenkins.put(one, other);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("active").asBoolean(true)).isFalse();
        assertThat(jenkins.get(one).json()).isEqualTo(changed.json());
        assertThat(isSigned()).isTrue();
        other.put("configuration", Map.of("secret", ""));
        jenkins.put(one, other);
        assertThat(isSigned()).isFalse();

        assertThat(jenkins.delete(one).status()).isEqualTo(204);
        assertThat(jenkins.get(one).status()).isEqualTo(404);
        assertThat(jenkins.get("/webhooks").json().path("size").asInt()).isZero();
    }

    @Test
    void areRefusedWithTheFieldThatIsWrong() {
        var slip = jenkins.post("/webhooks", wanted("repo:ref_changed"));
        assertThat(slip.status()).isEqualTo(400);
        assertThat(slip.json().at("/errors/0/context").asString()).isEqualTo("events");
        var nothing = jenkins.post("/webhooks", wanted("repo:forked"));
        assertThat(nothing.json().at("/errors/0/message").asString())
                .isEqualTo("events: choose one at least.");
    }

    @Test
    void areForWhoAdministersOnly() {
        assertThat(jenkins.post("/webhooks", wanted("pr:merged")).status()).isEqualTo(201);
        var writer = StashClient.of(test, test.developer);
        assertThat(writer.get("/webhooks").status()).isEqualTo(403);
        assertThat(writer.post("/webhooks", wanted("pr:merged")).status()).isEqualTo(403);
        assertThat(writer.delete("/webhooks/1").status()).isEqualTo(403);
    }

    private boolean isSigned() {
        return jenkins.http()
                .get("/api/v1" + test.repository.url() + "/webhooks")
                .json()
                .at("/values/0/signed")
                .asBoolean();
    }

    private static Map<String, Object> wanted(String... events) {
        return Map.of(
                "name",
                "jenkins",
                "url",
                "https://ci.example.org/bitbucket-server-webhook/trigger",
                "active",
                true,
                "configuration",
                Map.of("secret", "a secret"),
                "events",
                List.of(events));
    }
}
