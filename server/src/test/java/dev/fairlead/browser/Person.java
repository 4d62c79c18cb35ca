package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Somebody at a browser: clicks what is named, reads what is shown, keeps screenshots. */
record Person(String name, Page page, List<String> complaints) {
    private static final Path SHOTS = Path.of("target/screenshots");
    private static final String RULES = rules();
    private static final int TRIES = 5;

    static Person logsIn(Page page, String name, String password) {
        var person = new Person(name, page, new ArrayList<>());
        page.onPageError(error -> person.complaints.add(page.url() + ": " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                person.complaints.add(page.url() + ": " + message.text());
            }
        });
        page.navigate("/login");
        person.types("User name", name);
        person.types("Password", password);
        person.presses("Log in");
        person.reads("Your projects");
        return person;
    }

    void opens(String path) {
        page.navigate(path);
    }

    void presses(String button) {
        page.getByRole(AriaRole.BUTTON, named(button)).first().click();
    }

    void follows(String link) {
        page.getByRole(AriaRole.LINK, named(link)).first().click();
    }

    void types(String label, String text) {
        page.getByLabel(label).first().fill(text);
    }

    /** Waits until the text stands on the page. */
    void reads(String text) {
        assertThat(page.getByText(text).first())
                .isVisible(new IsVisibleOptions().setTimeout(120_000));
    }

    /** Waits, without touching the page, until a stop of the line is in a state. */
    void sees(String stop, String state) {
        assertThat(stop("#line .stop." + state, stop))
                .isVisible(new IsVisibleOptions().setTimeout(180_000));
    }

    void clicksStop(String stop) {
        stop("#line .stop", stop).locator("a").click();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, named(name)).first();
    }

    /** A browser without a core to paint on says that it cannot: then it is asked again. */
    void keeps(String screenshot) {
        var options =
                new Page.ScreenshotOptions()
                        .setPath(SHOTS.resolve(screenshot + ".png"))
                        .setFullPage(true);
        for (int tries = 1; ; tries++) {
            try {
                page.screenshot(options);
                return;
            } catch (PlaywrightException e) {
                var busy = String.valueOf(e.getMessage()).contains("Unable to capture screenshot");
                if (!busy || tries == TRIES) {
                    throw e;
                }
                page.waitForTimeout(500);
            }
        }
    }

    /** What the page is wrong in: its headings, the names of its controls, its width. */
    List<String> mistakes() {
        return ((List<?>) page.evaluate(RULES)).stream().map(String::valueOf).toList();
    }

    /** By its whole name: what a stop waits for may be "Releasers". */
    private Locator stop(String which, String name) {
        return page.locator(which).filter(new Locator.FilterOptions().setHasText(name + ":"));
    }

    private static String rules() {
        try (var script = Person.class.getResourceAsStream("page-rules.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
