package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import dev.fairlead.build.FakeAgent;
import dev.fairlead.code.Git;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody reads a log that no page could hold as a whole, while it grows and after. */
class LongLogIT {
    private static final int LINES = 450_000;
    private static final int CHUNK = 3_000;

    @TempDir Path folder;
    private FairleadProcess server;
    private Browser browser;
    private FakeAgent agent;
    private Assignment job;
    private long written;
    private int lines;

    @BeforeEach
    void runsABuild() throws IOException {
        server = FairleadProcess.server(Map.of("FAIRLEAD_LEASE", "10m"));
        var admin = Http.to(server.url()).as("admin", FairleadProcess.ADMIN_PASSWORD);
        admin.post("/api/v1/projects", Map.of("key", "LOG", "name", "Logs"));
        admin.post("/api/v1/projects/LOG/repositories", Map.of("slug", "long"));
        var git = Git.init(folder, "admin");
        git.commit("fairlead.yml", "build: {steps: [{run: a}, {run: b}]}", "Say how");
        var authority = server.url().getAuthority();
        git.run(
                "push",
                "-q",
                "http://admin:%s@%s/scm/LOG/long.git"
                        .formatted(FairleadProcess.ADMIN_PASSWORD, authority),
                "HEAD:main");
        agent = new FakeAgent(server.url(), server.folder(), "fake", "LOG/long").register();
        job = agent.claim(0);
        browser = new Browser(server.url());
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    @AfterEach
    void stops() {
        browser.close();
        server.close();
    }

    @Test
    void followsJumpsSearchesFoldsAndStaysInPlaceOverAReload() {
        var reader = browser.person("admin", FairleadProcess.ADMIN_PASSWORD);
        write(10);
        reader.opens("/builds/1");
        var page = reader.page();
        shows(page, "line 10 here");
        write(CHUNK);
        shows(page, "line " + lines + " here");

        while (lines < LINES) {
            write(CHUNK);
        }
        shows(page, "line " + lines + " here");
        assertThat(count(page)).isLessThan(200);

        reader.presses("top");
        shows(page, "line 1 here");
        page.locator(".log.tall").press("PageDown");
        write(CHUNK);
        shows(page, "line 40 here");

        page.evaluate("location.hash = '#L300000'");
        assertThat(page.locator(".log .marked")).containsText("line 300000 here");
        page.reload();
        assertThat(page.locator(".log .marked")).containsText("line 300000 here");

        reader.types("Search the log", "LINE 449999 ");
        reader.presses("next");
        assertThat(page.locator("[data-log-found]")).hasText("1 of 1");
        assertThat(page.locator(".log .marked")).containsText("line 449999 here");
        page.reload();
        shows(page, "line 449999 here");

        ends();
        reader.opens("/builds/1");
        reader.presses("top");
        var head = page.locator(".log .fold").first();
        assertThat(head).hasAttribute("aria-expanded", "true");
        pressesWhileTheLogIsDrawn(page, head);
        assertThat(head).hasAttribute("aria-expanded", "false");
        shows(page, "b · failed");
        head.click();
        shows(page, "line 1 here");
        page.locator(".log.tall").press("End");
        shows(page, "line " + lines + " here");
        page.setViewportSize(400, 800);
        assertThat(reader.mistakes()).isEmpty();
        reader.keeps("long-log");
        assertThat(reader.complaints()).isEmpty();
    }

    private static void shows(Page page, String line) {
        assertThat(page.locator(".log .rows")).containsText(line);
    }

    private static void pressesWhileTheLogIsDrawn(Page page, Locator button) {
        shows(page, "line 1 here");
        button.hover();
        page.mouse().down();
        page.evaluate("location.hash = '#L2'");
        assertThat(page.locator(".log .marked")).containsText("line 2 here");
        page.mouse().up();
    }

    private static int count(Page page) {
        return page.locator(".log .rows > *").count();
    }

    private void write(int count) {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append("line ").append(++lines).append(" here\n");
        }
        agent.log(job, written, text.toString());
        written += text.length();
    }

    private void ends() {
        var steps = List.of(new StepRun("a", 0, 10, 0), new StepRun("b", 1, 10, lines - 5));
        agent.report(
                job, new Outcome.Built("Step \"b\" broke.", steps, List.of(), List.of()), false);
    }
}
