package dev.fairlead.stash.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Groups;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Whom Renovate looks up, to write as somebody and to ask reviewers. */
@ModuleTest
class StashPeopleModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Groups groups;
    @TempDir Path folder;

    private ReviewProject test;
    private StashClient renovate;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        renovate = StashClient.of(test, test.developer);
    }

    @Test
    void tellsANameAndAnAddressToWriteAs() {
        var person = renovate.get("/rest/api/1.0/users/" + test.developer.name());

        assertThat(person.status()).isEqualTo(200);
        assertThat(person.json().path("displayName").asString())
                .isEqualTo(test.developer.displayName());
        assertThat(person.json().path("emailAddress").asString()).isEqualTo(test.developer.email());
        assertThat(person.json().path("active").asBoolean()).isTrue();
        assertThat(renovate.get("/rest/api/1.0/users/nobody-at-all").status()).isEqualTo(404);
    }

    @Test
    void findsByAddressThoseWhoMayReadARepository() {
        assertThat(names(users("filter=" + test.reader.email())))
                .containsExactly(test.reader.name());
        assertThat(names(users("filter=" + test.reader.email() + having("REPO_READ"))))
                .containsExactly(test.reader.name());
        assertThat(names(users("filter=" + test.reader.email() + having("REPO_WRITE")))).isEmpty();
        assertThat(names(users("filter=" + test.administrator.email() + having("REPO_ADMIN"))))
                .containsExactly(test.administrator.name());
        assertThat(users("filter=nobody-at-all").path("isLastPage").asBoolean()).isTrue();
        assertThat(users("filter=nobody-at-all").path("nextPageStart").isNull()).isTrue();
        assertThat(users("limit=1").path("nextPageStart").asInt()).isEqualTo(1);
    }

    @Test
    void tellsNothingOfRepositoriesThatTheAskerMayNotRead() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        var hidden = ReviewProject.create(context, other, Map.of("a", "a"));
        var asked = "/rest/api/1.0/users?permission.1=REPO_READ&permission.1.projectKey=";
        assertThat(renovate.get(asked + hidden.project.key()).status()).isEqualTo(404);
        assertThat(
                        renovate.get(
                                        asked
                                                + hidden.project.key()
                                                + "&permission.1.repositorySlug=orders")
                                .status())
                .isEqualTo(404);
        assertThat(renovate.get("/rest/api/1.0/users?permission.1=REPO_READ").status())
                .isEqualTo(400);
        assertThat(renovate.get(asked + test.project.key() + "&permission.2=FLY").status())
                .isEqualTo(400);
    }

    @Test
    void offersGroupsAsReviewersWithoutWhoMayNotWrite() {
        var group = "backend-" + test.project.key().toLowerCase(Locale.ROOT);
        groups.add(test.administrator.actor(), group, test.reviewer);
        groups.add(test.administrator.actor(), group, test.reader);

        var found = renovate.get("/settings/reviewer-groups?limit=100").json().path("values");

        var mine =
                found.values().stream()
                        .filter(one -> one.path("name").asString().equals(group))
                        .toList();
        assertThat(mine).hasSize(1);
        assertThat(mine.getFirst().path("scope").path("type").asString()).isEqualTo("PROJECT");
        assertThat(names(mine.getFirst().path("users"))).containsExactly(test.reviewer.name());
    }

    private JsonNode users(String query) {
        return renovate.get("/rest/api/1.0/users?" + query).json();
    }

    private String having(String permission) {
        return "&permission.1=%s&permission.1.projectKey=%s&permission.1.repositorySlug=orders"
                .formatted(permission, test.project.key());
    }

    private static List<String> names(JsonNode people) {
        return (people.isArray() ? people : people.path("values"))
                .values().stream().map(one -> one.path("name").asString()).toList();
    }
}
