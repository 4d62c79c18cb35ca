package dev.fairlead.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's Chromium, in which every person has a session of their own. */
final class Browser implements AutoCloseable {
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final URI server;

    Browser(URI server) {
        this.server = server;
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium =
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(executable())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking")));
    }

    /** Logs somebody in on a wide, light screen. */
    Person person(String name, String password) {
        return person(name, password, 1280, ColorScheme.LIGHT);
    }

    Person person(String name, String password, int width, ColorScheme scheme) {
        var context =
                chromium.newContext(
                        new NewContextOptions()
                                .setBaseURL(server.toString())
                                .setViewportSize(width, 900)
                                .setColorScheme(scheme));
        context.setDefaultTimeout(60_000);
        return Person.logsIn(context.newPage(), name, password);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    private static Path executable() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Install chromium for this test."));
    }
}
