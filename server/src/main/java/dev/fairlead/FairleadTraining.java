package dev.fairlead;

import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.springframework.boot.SpringApplication;

/**
 * A server that asks itself for the first things that anybody asks for, and ends. The JVM records
 * meanwhile what it loads and links; with that record a real start takes half the time.
 */
final class FairleadTraining {
    private FairleadTraining() {}

    static void main() throws IOException, InterruptedException {
        try (var context = SpringApplication.run(FairleadServer.class);
                var client = HttpClient.newHttpClient()) {
            var address = context.getBean(Settings.class).baseUrl();
            for (var path : List.of("/readyz", "/login", "/api/v1/projects", "/scm/A/b.git")) {
                var request = HttpRequest.newBuilder(address.resolve(path)).build();
                client.send(request, BodyHandlers.discarding());
            }
        }
    }
}
