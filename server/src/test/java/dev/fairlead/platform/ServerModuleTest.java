package dev.fairlead.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class ServerModuleTest {
    @Autowired Settings settings;
    @Autowired JdbcClient jdbc;

    @Test
    void reachesItsDatabase() {
        assertThat(jdbc.sql("select version()").query(String.class).single())
                .startsWith("PostgreSQL 18");
    }

    @Test
    void listensWhereItsBaseUrlSays() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(settings.baseUrl().resolve("/healthz")).build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isPositive();
        }
    }
}
