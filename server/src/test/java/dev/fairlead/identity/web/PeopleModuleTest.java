package dev.fairlead.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class PeopleModuleTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Groups groups;

    private Http nobody;
    private Http admin;

    @BeforeEach
    void logsIn() {
        nobody = Http.to(settings.baseUrl());
        admin = nobody.as("admin", "admin-for-tests");
    }

    @Test
    void createsAUserWhoCanLogIn() {
        var name = create();

        var me = nobody.as(name, name + "-password").get("/api/v1/me").json();

        assertThat(me.path("displayName").asString()).isEqualTo("Somebody");
        assertThat(me.path("administrator").asBoolean()).isFalse();
        assertThat(admin.get("/api/v1/users").body()).contains("\"" + name + "\"");
    }

    @Test
    void refusesATakenNameOrAddress() {
        var name = create();

        var sameName = admin.post("/api/v1/users", user(name, "other-" + name + "@example.org"));
        assertThat(sameName.status()).isEqualTo(409);
        assertThat(sameName.body()).contains("there is a user").contains(name);

        var sameAddress =
                admin.post("/api/v1/users", user("x" + name, name.toUpperCase() + "@EXAMPLE.org"));
        assertThat(sameAddress.status()).isEqualTo(409);
        assertThat(sameAddress.body()).contains("belongs to another user");
    }

    @Test
    void namesTheFieldThatIsMissingOrWrong() {
        var missing = admin.post("/api/v1/users", Map.of("name", "someone"));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body()).contains("email: is missing");

        var wrong = admin.post("/api/v1/users", user("Some One", "s1@example.org"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("name: must begin with");
    }

    @Test
    void letsOnlyAdministratorsDecideAboutPeople() {
        var name = create();
        var me = nobody.as(name, name + "-password");

        assertThat(me.post("/api/v1/users", user("y" + name, "y@example.org")).status())
                .isEqualTo(403);
        assertThat(me.put("/api/v1/groups/g/members/" + name, Map.of()).status()).isEqualTo(403);
        assertThat(me.put("/api/v1/users/admin/password", Map.of("password", "hacked-it")).status())
                .isEqualTo(403);
        assertThat(me.post("/api/v1/users/admin/login-links", Map.of()).status()).isEqualTo(403);
        assertThat(me.get("/api/v1/audit").status()).isEqualTo(403);
        assertThat(me.get("/api/v1/audit/verification").status()).isEqualTo(403);
    }

    @Test
    void makesAGroupWithItsFirstMember() {
        var name = create();
        var group = "group-of-" + name;

        assertThat(admin.put("/api/v1/groups/" + group + "/members/" + name, Map.of()).status())
                .isEqualTo(204);
        assertThat(groups.of(users.require(name))).containsExactly(group);
        assertThat(admin.get("/api/v1/groups/" + group + "/members").body()).contains(name);

        admin.delete("/api/v1/groups/" + group + "/members/" + name);
        assertThat(groups.of(users.require(name))).isEmpty();
        assertThat(admin.get("/api/v1/groups").body()).doesNotContain(group);
    }

    @Test
    void keepsWhoseAddressSomethingWasWrittenUnder() {
        var name = create();
        var me = nobody.as(name, name + "-password");
        var old = name + "@example.org";
        var next = name + "@new.example.org";

        assertThat(me.put("/api/v1/me/email", Map.of("email", next)).status()).isEqualTo(202);
        assertThat(users.byVerifiedEmails(List.of(old, next))).containsOnlyKeys(old);
        assertThat(users.require(name).email()).isEqualTo(old);

        admin.put("/api/v1/users/" + name + "/email", Map.of("email", next));
        assertThat(users.require(name).email()).isEqualTo(next);
        assertThat(users.byVerifiedEmails(List.of(old, next.toUpperCase())))
                .containsOnlyKeys(old, next)
                .allSatisfy((_, user) -> assertThat(user.name()).isEqualTo(name));
    }

    @Test
    void blocksDecisionsUntilTheOwnerHasChangedAResetPassword() {
        var name = create();
        var user = users.require(name);
        assertThatNoException().isThrownBy(() -> users.requireOwnPassword(user));

        admin.put("/api/v1/users/" + name + "/password", Map.of("password", "reset-by-admin"));
        assertThatThrownBy(() -> users.requireOwnPassword(user))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("was reset by somebody else");

        var me = nobody.as(name, "reset-by-admin");
        var change = Map.of("present", "reset-by-admin", "password", "mine-again");
        assertThat(me.put("/api/v1/me/password", change).status()).isEqualTo(204);
        assertThatNoException().isThrownBy(() -> users.requireOwnPassword(user));
    }

    @Test
    void auditsWhatWasDecided() {
        var name = create();

        var entries = admin.get("/api/v1/audit").json().path("values");
        assertThat(entries.path(0).path("action").asString()).isEqualTo("user.created");
        assertThat(entries.path(0).path("subject").asString()).isEqualTo(name);
        assertThat(entries.path(0).path("actor").asString()).isEqualTo("admin");
        assertThat(entries.path(0).path("detail").path("email").asString())
                .isEqualTo(name + "@example.org");
        await().untilAsserted(() -> {
            var found = admin.get("/api/v1/audit/verification").json();
            assertThat(found.path("valid").asBoolean()).isTrue();
            assertThat(found.path("pending").asLong()).isZero();
            assertThat(found.path("entries").asLong()).isPositive();
            assertThat(found.path("head").asString()).hasSize(64);
            assertThat(found.has("broken")).isFalse();
        });
    }

    private String create() {
        var name = "somebody" + COUNT.incrementAndGet();
        var created = admin.post("/api/v1/users", user(name, name + "@example.org"));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return name;
    }

    private static Map<String, String> user(String name, String email) {
        return Map.of(
                "name",
                name,
                "displayName",
                "Somebody",
                "email",
                email,
                "password",
                name + "-password");
    }
}
