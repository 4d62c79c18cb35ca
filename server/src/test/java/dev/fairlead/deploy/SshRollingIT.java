package dev.fairlead.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.TestDatabase;
import dev.fairlead.demo.LabHosts;
import dev.fairlead.demo.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Rolls a release over hosts that are reached over SSH, one of them through another, behind a
 * balancer that is reached through it, too.
 */
class SshRollingIT {
    @TempDir static Path folder;
    private static World world;
    private static LabHosts hosts;
    private static String database;
    private final ConcurrentSkipListSet<String> found = new ConcurrentSkipListSet<>();

    @BeforeAll
    static void start() throws Exception {
        assumeThat(LabHosts.missing()).isEmpty();
        database = TestDatabase.create();
        hosts = LabHosts.loopback(folder.resolve("lab"), 2);
        var data = Files.createDirectory(folder.resolve("data"));
        var settings = Map.of("FAIRLEAD_DATABASE_URL", database);
        var server = FairleadProcess.startServer(data, settings);
        server.awaitReady();
        world = World.with(server, folder, 2, World.PLAN);
    }

    @AfterAll
    static void stop() throws Exception {
        if (world != null) {
            world.close();
        }
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void takesAReleaseOverHostsBySshAndNobodySeesTheKey() throws Exception {
        var refused = world.define("production", definition(0));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asString()).contains("is not known by its key yet");
        var saved = world.define("production", definition(1_000_000));
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        var secret =
                Map.of(
                        "value",
                        Files.readString(hosts.key()),
                        "environments",
                        List.of("production"));
        assertThat(world.admin.put("/api/v1/projects/ORD/secrets/LAB_KEY", secret).status())
                .isEqualTo(200);
        var version = world.release("First");

        lacksWhatThePreflightWants(version);

        assertThat(world.define("production", definition(1)).status()).isEqualTo(200);
        world.roll("production", version);
        assertThat(world.redefine("production", Map.of("prefetch", true)).status()).isEqualTo(200);
        var second = world.release("Second");
        isBroughtWhileItWaits(second);
        var over = new AtomicBoolean();
        var watching = Thread.ofPlatform().daemon().start(() -> watch(over));
        JsonNode rolled;
        try (var load = new Load(world.haproxy.address(), "/", 2, 100)) {
            await().until(() -> load.served() > 20);
            rolled = world.roll("production", second);
            assertThat(load.failed()).as(load.firstFailure()).isZero();
        }
        over.set(true);
        watching.join();
        assertThat(world.haproxy.states().values()).containsOnly("UP");
        var looked = world.admin.get("/api/v1/projects/ORD/environments/production/balancers");
        assertThat(looked.json().get("looked").isNull()).isFalse();
        assertThat(looked.json().get("silent").isEmpty()).as(looked.body()).isTrue();
        for (var host : List.of("order-1", "order-2")) {
            assertThat(world.did(host)).endsWith("start " + second).doesNotContain("key");
        }
        look("deployment", rolled.toString());
        nobodySawTheKey();
    }

    /** Over the same connections, and no command of the environment's is run for it. */
    private static void isBroughtWhileItWaits(String version) throws IOException {
        await().until(() -> copies().equals(List.of(version + " there", version + " there")));
        for (var host : List.of("order-1", "order-2")) {
            var shelves = world.hostFolder(host).resolve(".fairlead/artifacts");
            try (var all = Files.list(shelves)) {
                assertThat(all).hasSize(2);
            }
            assertThat(world.did(host)).noneMatch(line -> line.contains(version));
        }
    }

    private static List<String> copies() {
        var all = world.admin.get("/api/v1/projects/ORD/environments").json().get("values");
        return all.get(0)
                .get("prefetch")
                .valueStream()
                .map(one -> one.get("version").asString() + " " + one.get("state").asString())
                .toList();
    }

    /** Nothing is brought to a host or drained, and all that is missing is named at once. */
    private static void lacksWhatThePreflightWants(String version) throws IOException {
        var id = world.promote(world.releaser, "production", version).get("deployment").asLong();
        var failed = world.awaitState(id, "failed");
        assertThat(failed.get("note").asString())
                .contains("order-1: ")
                .contains("order-2: ")
                .contains("1000000 MB are needed");
        assertThat(world.hostFolder("order-1").resolve(".fairlead")).doesNotExist();
    }

    private Map<String, Object> definition(int megabytes) {
        var definition =
                new HashMap<>(
                        world.definition(
                                "production",
                                "manual",
                                1,
                                "env | grep -q LAB_KEY && echo key >>did; " + World.START));
        var rows = new ArrayList<Map<String, Object>>();
        for (var given : (List<?>) definition.get("hosts")) {
            var row = new HashMap<String, Object>();
            ((Map<?, ?>) given).forEach((key, value) -> row.put((String) key, value));
            var second = row.get("name").equals("order-2");
            row.put("connection", second ? "inside" : "lab");
            if (megabytes > 0) {
                row.put("hostKey", hosts.host(second ? 2 : 1).hostKey());
            }
            rows.add(row);
        }
        definition.put("hosts", rows);
        var balancer = world.balancer();
        balancer.put("through", "door");
        definition.put("balancers", List.of(balancer));
        definition.put("preflight", Map.of("freeMegabytes", megabytes));
        var door = connection("door", 1, "address", "127.0.0.1");
        if (megabytes > 0) {
            door.put("hostKey", hosts.host(1).hostKey());
        }
        definition.put(
                "connections",
                List.of(
                        connection("lab", 1, "sudo", false),
                        door,
                        connection("inside", 2, "jump", "door")));
        return definition;
    }

    private static Map<String, Object> connection(String name, int host, String key, Object value) {
        var way = new HashMap<String, Object>();
        way.put("name", name);
        way.put("user", hosts.host(host).user());
        way.put("port", hosts.host(host).port());
        way.put("key", "LAB_KEY");
        way.put(key, value);
        return way;
    }

    private void watch(AtomicBoolean over) {
        while (!over.get()) {
            ProcessHandle.allProcesses()
                    .forEach(process -> {
                        var own = Path.of("/proc", Long.toString(process.pid()));
                        look("arguments", read(own.resolve("cmdline")));
                        look("environment", read(own.resolve("environ")));
                    });
        }
    }

    private void nobodySawTheKey() throws IOException, SQLException {
        look("server", world.server.output());
        files(world.server.folder());
        for (var agent : world.agents()) {
            look("agent", agent.output());
            files(agent.folder());
        }
        files(world.hostFolder("order-1"));
        for (var page : List.of("/projects/ORD/secrets", "/projects/ORD/environments/production")) {
            look(page, world.admin.get(page).body());
        }
        rows();
        assertThat(found).isEmpty();
    }

    private void rows() throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var tables =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select table_name from information_schema.tables where table_schema = 'public'")) {
            while (tables.next()) {
                var table = tables.getString(1);
                try (var rows =
                        connection
                                .createStatement()
                                .executeQuery("select t::text from \"" + table + "\" t")) {
                    while (rows.next()) {
                        look("table " + table, rows.getString(1));
                    }
                }
            }
        }
    }

    private void files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> look(file.toString(), read(file)));
        }
    }

    /** Looks for a line in the middle of the key. */
    private void look(String where, String text) {
        try {
            if (text.contains(Files.readAllLines(hosts.key()).get(2).substring(0, 40))) {
                found.add(where);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
