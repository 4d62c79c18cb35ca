package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Sessions;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.ReviewProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Walks every registered route as nobody, reader, writer of another project, administrator. */
@ModuleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesModuleTest {
    private Http nobody;
    private Http administrator;
    private Http reader;
    private Http stranger;
    private List<Route> routes;
    private WalkedProject walked;

    @BeforeAll
    void makesTheObjectsOfTheWalk(
            @Autowired ApplicationContext context,
            @Autowired Settings settings,
            @TempDir Path folder)
            throws IOException {
        routes = Route.all(context);
        walked = WalkedProject.create(context, Files.createDirectory(folder.resolve("walked")));
        nobody = Http.to(settings.baseUrl());
        administrator = nobody.as("admin", "admin-for-tests");
        reader = nobody.as(walked.project().reader.name(), ReviewProject.PASSWORD);
        var other =
                ReviewProject.create(
                        context, Files.createDirectory(folder.resolve("other")), Map.of("a", "a"));
        stranger = nobody.as(other.developer.name(), ReviewProject.PASSWORD);
    }

    @Test
    void walksOverObjectsThatAreThere() {
        for (var pattern :
                List.of(
                        "/issues/{key}",
                        "/builds/{id}",
                        "/deployments/{id}",
                        "/projects/{key}/environments/{name}",
                        "/api/v1/builds/{id}",
                        "/api/v1/deployments/{id}",
                        "/api/v1/projects/{key}/releases/{version}",
                        "/api/v1/projects/{key}/repositories/{slug}/pull-requests/{number}")) {
            var route = new Route("GET", pattern);
            assertThat(routes).contains(route);
            assertThat(ask(reader, route).status()).as(pattern).isEqualTo(200);
        }
    }

    @Test
    void answersNobodyOnlyOnTheShortList() throws IOException {
        var list = getClass().getResourceAsStream("/anonymous-routes.txt");
        var allowed = new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();

        var answering = new ArrayList<String>();
        for (var route : routes) {
            if (ask(nobody, route).status() != 401) {
                answering.add(route.toString());
            }
        }

        assertThat(answering).containsExactlyInAnyOrderElementsOf(allowed);
    }

    @Test
    void leadsAnUnknownBrowserToTheLogInFromEveryPage() {
        for (var route : routes) {
            if (route.reads() && !route.isForPrograms() && !isPublic(route)) {
                var answer = ask(nobody.with("Accept", "text/html"), route);
                assertThat(answer.status()).as(route.toString()).isIn(302, 401);
                if (answer.status() == 302) {
                    assertThat(answer.header("location")).startsWith("/login?return=");
                }
            }
        }
    }

    @Test
    void hidesEverythingOfAProjectFromWritersOfAnother() {
        expect(
                stranger,
                route -> isOfProject(route) && route.reads(),
                status -> status == 404 || status == 400);
        expect(
                stranger,
                route -> isOfProject(route) && !route.reads(),
                status -> status == 404 || status == 400 || status == 415);
    }

    @Test
    void letsReadersChangeNothing() {
        expect(
                reader,
                route -> isOfProject(route) && !route.reads(),
                status -> status == 403 || status == 404 || status == 400 || status == 415);
    }

    /** Also an administrator's: what it may not do is not a matter of roles. */
    @Test
    void letsALogInThatSomebodyElseLentChangeNothing(
            @Autowired Users users, @Autowired Sessions sessions) {
        var link =
                users.loginLink(Actor.FAIRLEAD, users.require("admin"), Duration.ofMinutes(5))
                        .split("=")[1];
        var lent =
                nobody.with(
                        "Cookie",
                        "fairlead=" + sessions.openByLink(link, "127.0.0.1").orElseThrow());
        var others = new ArrayList<String>();
        for (var route : routes) {
            if (!route.reads() && !route.pattern().matches("/(agent/.*|login|logout)")) {
                var answer = ask(lent, route);
                var refused = answer.body().contains("began with a link that fairlead made");
                var unknown = route.pattern().startsWith("/rest/") && answer.status() == 401;
                if (!unknown && !(refused && answer.status() == 403)) {
                    others.add(answer.status() + " for " + route);
                }
            }
        }
        assertThat(others).isEmpty();
    }

    @Test
    void letsNobodyButAdministratorsAdminister() {
        for (var person : List.of(reader, stranger)) {
            expect(
                    person,
                    route ->
                            route.pattern()
                                    .matches("(/admin|(/api/v1)?/(agents|pools)|/api/v1/audit).*"),
                    status -> status == 403 || status == 400);
        }
    }

    @Test
    void failsNobodyAndRefusesAnAdministratorNothing() {
        expect(
                administrator,
                route -> !route.pattern().matches("/agent/.*|/login"),
                status -> status < 500 && status != 401);
        expect(
                administrator,
                route -> route.reads() && !route.pattern().startsWith("/agent/"),
                status -> status != 403);
    }

    @Test
    void keepsAgentsRoutesToAgents() {
        expect(
                nobody.as("admin", "admin-for-tests"),
                route -> route.pattern().startsWith("/agent/"),
                status -> status == 403);
    }

    private void expect(Http caller, Predicate<Route> which, IntPredicate expected) {
        var others = new ArrayList<String>();
        for (var route : routes) {
            if (which.test(route)) {
                var answer = ask(caller, route);
                if (!expected.test(answer.status())) {
                    others.add(answer.status() + " for " + route);
                }
            }
        }
        assertThat(others).isEmpty();
    }

    private Http.Answer ask(Http caller, Route route) {
        var path = route.path(walked.values());
        if (route.reads()) {
            var query = path.endsWith("/info/refs") ? "?service=git-upload-pack" : "";
            return caller.head("GET", path + query);
        }
        return route.isForPrograms() || route.pattern().startsWith("/agent/")
                ? caller.json(route.method(), path, Map.of())
                : caller.form(path, Map.of());
    }

    private static boolean isPublic(Route route) {
        return route.pattern().matches("/login|/healthz|/readyz|/assets/.*|/schemas/.*");
    }

    /** Whether the path names a project or something in one. */
    private static boolean isOfProject(Route route) {
        return route.pattern()
                .matches(
                        "(/api/v1|/events|/rest/[^/]+/[^/]+)?"
                                + "/(projects|issues|builds|deployments|scm|maven)/\\{.*");
    }
}
