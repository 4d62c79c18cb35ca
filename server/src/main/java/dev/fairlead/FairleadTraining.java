package dev.fairlead;

import dev.fairlead.fleet.Agents;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;

/**
 * A server that asks itself for the first things that anybody asks for, awaits its agents where it
 * has any, and ends. The JVMs record meanwhile what they load and link; with that record a real
 * start takes half the time.
 */
final class FairleadTraining {
    private FairleadTraining() {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AGENTS = 2;

    static void main() throws IOException, InterruptedException {
        try (var context = SpringApplication.run(FairleadServer.class);
                var client = HttpClient.newHttpClient()) {
            var settings = context.getBean(Settings.class);
            for (var path : List.of("/readyz", "/login", "/api/v1/projects", "/scm/A/b.git")) {
                var request = HttpRequest.newBuilder(settings.baseUrl().resolve(path)).build();
                client.send(request, BodyHandlers.discarding());
            }
            if (settings.localAgent()) {
                await(context.getBean(Agents.class));
            }
        }
        awaitEnds();
    }

    private static void await(Agents agents) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (agents.all().size() < AGENTS && System.nanoTime() < end) {
            Thread.sleep(100);
        }
    }

    /** An agent writes its record when it ends. */
    private static void awaitEnds() {
        ProcessHandle.current()
                .children()
                .forEach(child ->
                        child.onExit()
                                .completeOnTimeout(child, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .join());
    }
}
