package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Walks every registered route as nobody, reader, writer of another project, administrator. */
@ModuleTest
class RoutesModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Projects projects;
    @Autowired Issues issues;
    @Autowired Access access;

    private Http nobody;
    private List<Route> routes;

    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("projects", "WALK"),
                    Map.entry("maven", "WALK"),
                    Map.entry("scm", "WALK"),
                    Map.entry("{project}", "walked"),
                    Map.entry("issues", "WALK-1"),
                    Map.entry("repositories", "walked"),
                    Map.entry("builds", "1"),
                    Map.entry("pull-requests", "1"),
                    Map.entry("deployments", "1"),
                    Map.entry("environments", "production"),
                    Map.entry("releases", "1.0.0"),
                    Map.entry("commits", "0".repeat(40)),
                    Map.entry("members", "walk-reader"),
                    Map.entry("users", "walk-reader"),
                    Map.entry("groups", "walkers"),
                    Map.entry("tokens", "999999"),
                    Map.entry("jobs", "1"),
                    Map.entry("steps", "1"));

    @BeforeEach
    void makesTheObjectsOfTheWalk() {
        nobody = Http.to(settings.baseUrl());
        routes = Route.all(context);
        if (users.byName("walk-reader").isEmpty()) {
            var admin = users.require("admin");
            var walked = projects.create(admin, "WALK", "Walked");
            issues.file(admin, walked, IssueType.STORY, "Walk every route", "", null);
            grant(walked, "walk-reader", Role.READ);
            grant(projects.create(admin, "OTHER", "Other"), "walk-stranger", Role.WRITE);
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
                as("walk-stranger"),
                route -> isOfProject(route) && route.reads(),
                status -> status == 404 || status == 400);
        expect(
                as("walk-stranger"),
                route -> isOfProject(route) && !route.reads(),
                status -> status == 404 || status == 400 || status == 415);
    }

    @Test
    void letsReadersChangeNothing() {
        expect(
                as("walk-reader"),
                route -> isOfProject(route) && !route.reads(),
                status -> status == 403 || status == 404 || status == 400 || status == 415);
    }

    @Test
    void letsNobodyButAdministratorsAdminister() {
        for (var person : List.of("walk-reader", "walk-stranger")) {
            expect(
                    as(person),
                    route ->
                            route.pattern().startsWith("/admin")
                                    || route.pattern().startsWith("/api/v1/audit"),
                    status -> status == 403 || status == 400);
        }
    }

    @Test
    void failsNobodyAndRefusesAnAdministratorNothing() {
        expect(
                nobody.as("admin", "admin-for-tests"),
                route -> !route.pattern().matches("/agent/.*|/login"),
                status -> status < 500 && status != 401);
        expect(
                nobody.as("admin", "admin-for-tests"),
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
        var path = route.path(VALUES);
        if (route.reads()) {
            return caller.head("GET", path);
        }
        return route.isForPrograms() || route.pattern().startsWith("/agent/")
                ? caller.json(route.method(), path, Map.of())
                : caller.form(path, Map.of());
    }

    private Http as(String name) {
        return nobody.as(name, name + "-password");
    }

    private static boolean isPublic(Route route) {
        return route.pattern().matches("/login|/healthz|/readyz|/assets/.*");
    }

    /** Whether the path names a project or something in one. */
    private static boolean isOfProject(Route route) {
        return route.pattern()
                .matches("(/api/v1|/events)?/(projects|issues|builds|deployments|scm|maven)/\\{.*");
    }

    private void grant(Project project, String name, Role role) {
        var user =
                users.create(
                        Actor.FAIRLEAD,
                        name,
                        name,
                        name + "@example.org",
                        name + "-password",
                        false);
        access.grant(Actor.FAIRLEAD, project.id(), project.key(), user, role);
    }
}
