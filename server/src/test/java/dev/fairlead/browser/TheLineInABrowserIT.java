package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.fairlead.FairleadProcess.ADMIN_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import dev.fairlead.code.Git;
import dev.fairlead.demo.Cluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One change, clicked from its issue to production by three people on the real processes. */
class TheLineInABrowserIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String PROMOTERS = "bizplat-releasers";

    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/me",
                    "/me/keys",
                    "/projects/new",
                    "/projects/ORD",
                    "/projects/ORD/issues",
                    "/projects/ORD/issues/new",
                    "/projects/ORD/settings",
                    "/issues/ORD-1",
                    "/issues/ORD-1/edit",
                    "/projects/ORD/code",
                    "/projects/ORD/repositories/orders",
                    "/projects/ORD/repositories/orders/commits?at=main",
                    "/projects/ORD/repositories/orders/browse?at=main",
                    "/projects/ORD/repositories/orders/browse/Orders.java?at=main",
                    "/projects/ORD/repositories/orders/browse/README.md?at=main",
                    "/projects/ORD/repositories/orders/blame/Orders.java?at=main",
                    "/projects/ORD/repositories/orders/compare",
                    "/projects/ORD/repositories/orders/compare?from=main&to=v1.0.0",
                    "/projects/ORD/repositories/orders/search?q=price",
                    "/projects/ORD/repositories/orders/restorable",
                    "/projects/ORD/repositories/orders/settings/branches",
                    "/projects/ORD/repositories/orders/settings/checks",
                    "/projects/ORD/repositories/orders/settings/keys",
                    "/projects/ORD/repositories/orders/settings/webhooks",
                    "/projects/ORD/repositories/orders/pull-requests/1/edit",
                    "/projects/ORD/repositories/orders/pull-requests/new",
                    "/projects/ORD/pull-requests",
                    "/projects/ORD/repositories/orders/pull-requests/1?view=side",
                    "/projects/ORD/repositories/orders/pull-requests/1?view=unified",
                    "/projects/ORD/builds",
                    "/builds/2",
                    "/builds/2/tests",
                    "/projects/ORD/releases",
                    "/projects/ORD/repositories/orders/releases/1.0.0",
                    "/projects/ORD/environments",
                    "/projects/ORD/environments/production",
                    "/projects/ORD/environments/production/definition",
                    "/deployments/2",
                    "/admin/users",
                    "/agents",
                    "/admin/audit");

    FairleadProcess server;
    Cluster cluster;
    Browser browser;

    @BeforeEach
    void opensTheStage() throws IOException {
        server = FairleadProcess.server(Map.of("FAIRLEAD_LOCAL_AGENT", "on"));
        cluster = new Cluster(server.folder().resolve("cluster"), freePorts());
        cluster.start();
        browser = new Browser(server.url());
        invitePeople();
        pushTheFirstSource();
    }

    @AfterEach
    void closesTheStage() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void takesAChangeFromItsIssueToProduction() throws IOException {
        var developer = browser.person("developer", PASSWORD);
        var reviewer = browser.person("reviewer", PASSWORD);
        var releaser = browser.person("releaser", PASSWORD);
        developer.keeps("01-home");

        filesTheIssue(developer);
        var branch = createsABranch(developer);
        seesARedAndAGreenBuild(developer, branch);
        opensAPullRequest(developer);
        mergesWhatTheReviewerApproved(developer, reviewer);
        watchesTheReleaseReachStaging(developer);
        isRefusedToPromoteOwnWork(developer);
        promotes(releaser);
        seesItInProduction(developer);
        keepsEveryPageNarrowAndDark();
        assertThat(developer.complaints()).isEmpty();
        assertThat(releaser.complaints()).isEmpty();
    }

    private void filesTheIssue(Person developer) {
        developer.follows("Orders");
        developer.keeps("02-empty-board");
        developer.follows("New issue");
        developer.types("Title", "Show VAT on quotes");
        developer.types("Description", "Customers ask what they will pay. Add *25 % VAT*.");
        developer.presses("File issue");
        developer.reads("filed this story");
        developer.sees("Issue", "current");
        developer.keeps("03-issue");
    }

    private String createsABranch(Person developer) {
        developer.presses("Create branch");
        developer.sees("Branch", "done");
        developer.keeps("04-branch");
        return "ORD-1-show-vat-on-quotes";
    }

    private void seesARedAndAGreenBuild(Person developer, String branch) {
        var work = clone("developer").as("developer");
        work.run("checkout", "-q", branch);
        work.commit("price", "124\n", "ORD-1 Show VAT on quotes");
        work.run("push", "-q", "origin", branch);
        developer.sees("Build", "failed");
        developer.clicksStop("Build");
        developer.reads("What broke");
        developer.reads("expected 125, was 124");
        developer.keeps("05-red-build");

        work.commit("price", "125\n", "ORD-1 Round VAT to the even cent");
        work.run("push", "-q", "origin", branch);
        developer.sees("Build", "done");
        developer.clicksStop("Build");
        developer.reads("1 passed");
        developer.keeps("06-green-build");
        developer.clicksStop("Issue");
    }

    private void opensAPullRequest(Person developer) {
        developer.follows("Open pull request");
        developer.types("Title", "Show VAT on quotes");
        developer.presses("Open pull request");
        developer.sees("Review", "blocked");
        assertThat(developer.button("Merge")).isDisabled();
        developer.keeps("07-pull-request");
    }

    private void mergesWhatTheReviewerApproved(Person developer, Person reviewer) {
        reviewer.opens("/");
        reviewer.page().locator(".todo a").first().click();
        reviewer.presses("Approve");
        reviewer.keeps("08-approved");
        assertThat(developer.button("Merge")).isEnabled();
        developer.presses("Merge");
        developer.sees("Review", "done");
        developer.keeps("09-merged");
    }

    private void watchesTheReleaseReachStaging(Person developer) {
        developer.sees("Release", "done");
        developer.clicksStop("Release");
        developer.reads("orders.jar");
        developer.sees("Staging", "done");
        developer.keeps("10-release");
    }

    private void isRefusedToPromoteOwnWork(Person developer) {
        as("admin", ADMIN_PASSWORD)
                .put("/api/v1/groups/" + PROMOTERS + "/members/developer", Map.of());
        developer.opens("/projects/ORD/environments/production");
        developer.reads("waits to be promoted");
        developer.reads("wrote");
        assertThat(developer.button("Promote")).hasCount(0);
        developer.keeps("11-refused-promotion");
    }

    private void promotes(Person releaser) {
        releaser.opens("/");
        releaser.keeps("12-waiting-for-the-releaser");
        releaser.page().locator(".todo a").first().click();
        releaser.presses("Promote");
        releaser.sees("Production", "current");
        releaser.keeps("13-rolling");
        releaser.sees("Production", "done");
        releaser.reads("verified");
        releaser.keeps("14-verified");
    }

    private void seesItInProduction(Person developer) {
        developer.opens("/issues/ORD-1");
        for (var stop :
                new String[] {
                    "Issue", "Branch", "Build", "Review", "Release", "Staging", "Production"
                }) {
            developer.sees(stop, "done");
        }
        developer.keeps("15-issue-in-production");
        developer.opens("/projects/ORD");
        developer.reads("Done lately");
        developer.keeps("16-board");
    }

    /** What a script can tell of a page must hold; whether it is beautiful, people look. */
    private void keepsEveryPageNarrowAndDark() {
        var narrow = browser.person("admin", ADMIN_PASSWORD, 390, ColorScheme.LIGHT);
        var dark = browser.person("admin", ADMIN_PASSWORD, 1280, ColorScheme.DARK);
        var mistakes = new ArrayList<String>();
        for (var path : PAGES) {
            var name = path.replaceAll("[^A-Za-z0-9.-]+", "-");
            narrow.opens(path);
            narrow.keeps("narrow" + name);
            narrow.mistakes().forEach(mistake -> mistakes.add(path + " " + mistake));
            dark.opens(path);
            dark.keeps("dark" + name);
        }
        assertThat(mistakes).isEmpty();
        assertThat(narrow.complaints()).isEmpty();
    }

    private void invitePeople() {
        var admin = as("admin", ADMIN_PASSWORD);
        made(admin.post("/api/v1/projects", Map.of("key", "ORD", "name", "Orders")));
        for (var name : new String[] {"developer", "reviewer", "releaser"}) {
            made(
                    admin.post(
                            "/api/v1/users",
                            Map.of(
                                    "name", name,
                                    "displayName", name,
                                    "email", name + "@example.org",
                                    "password", PASSWORD)));
            made(admin.put("/api/v1/projects/ORD/members/" + name, Map.of("role", "write")));
        }
        made(admin.put("/api/v1/groups/" + PROMOTERS + "/members/releaser", Map.of()));
        made(admin.post("/api/v1/projects/ORD/repositories", Map.of("slug", "orders")));
        var environments = "/api/v1/projects/ORD/environments/";
        made(admin.put(environments + "staging", cluster.stagingDefinition()));
        made(admin.put(environments + "production", cluster.productionDefinition(PROMOTERS)));
    }

    private void pushTheFirstSource() throws IOException {
        var folder = Files.createDirectory(server.folder().resolve("source"));
        var git = Git.init(folder, "admin");
        Files.writeString(folder.resolve("fairlead.yml"), Orders.PIPELINE);
        Files.writeString(folder.resolve("Orders.java"), Orders.SERVICE);
        Files.writeString(folder.resolve("build.sh"), Orders.build());
        Files.writeString(folder.resolve("README.md"), Orders.README);
        git.commit("price", "125\n", "Take orders");
        git.run("push", "-q", address("admin", ADMIN_PASSWORD), "main");
    }

    private Git clone(String name) {
        return Git.clone(address(name, PASSWORD), server.folder().resolve("work-" + name));
    }

    private String address(String name, String password) {
        return "http://%s:%s@%s/scm/ORD/orders.git"
                .formatted(name, password.replace(" ", "%20"), server.url().getAuthority());
    }

    private Http as(String name, String password) {
        return Http.to(server.url()).as(name, password);
    }

    private static void made(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    }

    /** Five ports in a row, as far as one can tell beforehand. */
    private static int freePorts() throws IOException {
        for (var port = 21_000; port < 30_000; port += 10) {
            if (new Cluster(Path.of("target"), port).busyPorts().isEmpty()) {
                return port;
            }
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
