package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import dev.fairlead.demo.LabHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real deployment, told to a real Nagios, from its own machine and over SSH, and scraped by a
 * real Prometheus.
 */
class NoticesIT {
    private static final String CHANNELS = "/api/v1/projects/ORD/channels";
    private static final List<String> BOTH = List.of("web01", "web01/http", "web02", "web02/http");
    private static final List<String> ALL =
            List.of("deployment:started", "deployment:verified", "deployment:failed");

    @TempDir Path folder;

    /** The server is killed in the middle of a turn, and two receivers are dead all the while. */
    @Test
    void keepsAHostInDowntimeForItsTurnAndNoLonger() throws Exception {
        isInstalled("nagios4");
        isInstalled("prometheus");
        assumeThat(LabHosts.missing()).isEmpty();
        var server =
                FairleadProcess.server(
                        Map.of(
                                "FAIRLEAD_ALLOWED_OUTBOUND", "127.0.0.1",
                                "FAIRLEAD_WEBHOOK_TIMEOUT", "5s"));
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var nagios = new TestNagios(folder.resolve("nagios"), "web01", "web02", "order-2");
                var lab = LabHosts.loopback(folder.resolve("lab"), 1);
                var world = World.with(server, folder, 2, World.PLAN);
                var prometheus =
                        new TestPrometheus(
                                folder.resolve("prometheus"), server.url(), token(world.admin))) {
            tell(world.admin, "http://127.0.0.1:" + silent.getLocalPort() + "/");
            tell(world.admin, "http://127.0.0.1:1/");
            var go = folder.resolve("go");
            var waits = "while [ ! -e " + go + " ]; do sleep 0.05; done; " + World.START;
            define(world, lab, waits);
            grant(world.admin, lab);
            tell(world.admin, nagios, Map.of("agent", "local", "hosts", "order-1 = web01"));
            tell(
                    world.admin,
                    nagios,
                    Map.of("through", "production/monitor", "hosts", "order-1 = web02\norder-2 ="));
            var version = world.release("First");
            var id = promoted(world, version);

            await().until(() -> nagios.downtimes().equals(BOTH));
            server.kill();
            server.restart();
            server.awaitReady();
            Files.createFile(go);
            world.awaitState(id, "verified");
            await().until(() -> nagios.downtimes().isEmpty());
            await().until(() -> nagios.comments().size() == 3);
            assertThat(nagios.comments().getFirst())
                    .startsWith("order-2: ORD " + version + " is verified in production (");

            var runs = "fairlead_release_info{environment=\"production\"}";
            await().until(() -> prometheus.ask(runs).size() == 2);
            assertThat(prometheus.ask(runs).at("/0/metric/version").asString()).isEqualTo(version);
            assertThat(prometheus.ask(runs).at("/0/metric/sha256").asString()).hasSize(64);
            await().until(() -> prometheus.ask("fairlead_deployments_total").size() == 1);

            liftsAfterAFailure(world, lab, nagios);
        }
    }

    private static void liftsAfterAFailure(World world, LabHosts lab, TestNagios nagios) {
        define(world, lab, "sleep 2; exit 3");
        var id = promoted(world, world.release("Second"));
        await().until(() -> nagios.downtimes().equals(BOTH));
        world.awaitState(id, "failed");
        await().until(() -> nagios.downtimes().isEmpty());
    }

    private static long promoted(World world, String version) {
        return world.promote(world.releaser, "production", version).get("deployment").asLong();
    }

    private static String token(Http admin) {
        var wanted = Map.of("name", "prometheus", "role", "read");
        return admin.post("/api/v1/me/tokens", wanted).json().at("/secret").asString();
    }

    /** With a connection to where Nagios runs. */
    private static void define(World world, LabHosts lab, String start) {
        var host = lab.host(1);
        var monitor =
                Map.of(
                        "name", "monitor",
                        "user", host.user(),
                        "address", host.address(),
                        "port", host.port(),
                        "hostKey", host.hostKey(),
                        "key", "MONITOR_KEY");
        var definition = world.definition("production", "manual", 1, start);
        definition.put("connections", List.of(monitor));
        var defined = world.define("production", definition);
        assertThat(defined.status()).as(defined.body()).isEqualTo(200);
    }

    private static void grant(Http admin, LabHosts lab) throws IOException {
        var secret =
                Map.of("value", Files.readString(lab.key()), "environments", List.of("production"));
        var set = admin.put("/api/v1/projects/ORD/secrets/MONITOR_KEY", secret);
        assertThat(set.status()).as(set.body()).isEqualTo(200);
    }

    private static void tell(Http admin, TestNagios nagios, Map<String, String> settings) {
        made(
                admin,
                Map.of(
                        "kind",
                        "nagios",
                        "name",
                        "nagios " + settings.getOrDefault("through", "here"),
                        "address",
                        nagios.commandFile().toString(),
                        "settings",
                        settings));
    }

    private static void tell(Http admin, String url) {
        made(admin, Map.of("kind", "webhook", "name", url, "address", url, "events", ALL));
    }

    private static void made(Http admin, Map<String, Object> channel) {
        var answer = admin.post(CHANNELS, channel);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static void isInstalled(String program) throws IOException, InterruptedException {
        var found = new ProcessBuilder("which", program).start().waitFor() == 0;
        assumeThat(found).as(program + " is installed").isTrue();
    }
}
