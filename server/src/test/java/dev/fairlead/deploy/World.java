package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.FreePorts;
import dev.fairlead.Http;
import dev.fairlead.code.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A real server with its agents, a project whose releases are small HTTP servers, and hosts behind
 * a real HAProxy.
 */
final class World implements AutoCloseable {
    private static final String PASSWORD = "correct horse battery";
    private static final String ENVIRONMENTS = "/api/v1/projects/ORD/environments/";
    private static final Duration LONG = Duration.ofSeconds(300);

    final FairleadProcess server;
    private final List<FairleadProcess> agents;
    final TestHaproxy haproxy;
    final Http admin;
    final Http developer;
    final Http releaser;
    private final Http reviewer;
    private final Path folder;
    private final Git git;
    private final Map<String, Integer> ports = new HashMap<>();

    static final String PLAN =
            """
            build:
              steps:
                - run: 'true'
            release:
              steps:
                - run: 'true'
              artifacts:
                - App.java
            """;

    private World(
            Path folder,
            int hosts,
            FairleadProcess server,
            List<FairleadProcess> agents,
            String plan)
            throws IOException {
        this.folder = folder;
        this.server = server;
        this.agents = agents;
        var http = Http.to(server.url());
        admin = http.as("admin", FairleadProcess.ADMIN_PASSWORD);
        developer = http.as("developer", PASSWORD);
        reviewer = http.as("reviewer", PASSWORD);
        releaser = http.as("releaser", PASSWORD);
        for (int i = 1; i <= hosts; i++) {
            ports.put("order-" + i, FreePorts.next());
        }
        haproxy = new TestHaproxy(folder, FreePorts.next(), ports);
        people();
        git = repository(plan);
    }

    static World start(Path folder, int hosts) throws IOException {
        return with(FairleadProcess.server(Map.of()), folder, hosts, PLAN);
    }

    /** A server that runs already, with agents of ours and a plan. */
    static World with(FairleadProcess server, Path folder, int hosts, String plan)
            throws IOException {
        var agents = List.of(agent(server, "default"), agent(server, "deploy"));
        return new World(folder, hosts, server, agents, plan);
    }

    List<FairleadProcess> agents() {
        return agents;
    }

    /** Around a server that has agents of its own. */
    static World around(FairleadProcess server, Path folder, int hosts) throws IOException {
        return new World(folder, hosts, server, List.of(), PLAN);
    }

    FairleadProcess deployer() {
        return agents.get(1);
    }

    private static FairleadProcess agent(FairleadProcess server, String pool) throws IOException {
        var token = server.folder().resolve("agents").resolve(pool + ".token");
        var environment =
                Map.of(
                        "FAIRLEAD_AGENT_TOKEN", Files.readString(token).strip(),
                        "FAIRLEAD_URL", server.url().toString());
        return FairleadProcess.agent(environment, "--name", "local", "--work", "work");
    }

    private void people() {
        for (var name : List.of("developer", "reviewer", "releaser")) {
            var user =
                    Map.of(
                            "name", name,
                            "displayName", name,
                            "email", name + "@example.org",
                            "password", PASSWORD);
            made(admin.post("/api/v1/users", user));
        }
        made(admin.post("/api/v1/projects", Map.of("key", "ORD", "name", "Orders")));
        for (var name : List.of("developer", "reviewer", "releaser")) {
            var role = name.equals("releaser") ? "read" : "write";
            made(admin.put("/api/v1/projects/ORD/members/" + name, Map.of("role", role)));
        }
        made(admin.put("/api/v1/groups/bizplat-releasers/members/releaser", Map.of()));
        made(admin.put("/api/v1/groups/bizplat-releasers/members/developer", Map.of()));
        made(admin.post("/api/v1/projects/ORD/repositories", Map.of("slug", "orders")));
    }

    private Git repository(String plan) throws IOException {
        var work = Git.init(Files.createDirectories(folder.resolve("source")), "developer");
        Files.writeString(work.folder().resolve("fairlead.yml"), plan);
        work.commit("App.java", application("first"), "Answer with the version");
        work.run("push", "-q", url("admin", FairleadProcess.ADMIN_PASSWORD), "main");
        return work;
    }

    /** Takes a change down the line until it is released, and gives its version. */
    String release(String change) {
        var issue =
                made(developer.post(
                                "/api/v1/projects/ORD/issues",
                                Map.of("type", "story", "title", change)))
                        .json()
                        .get("key")
                        .asString();
        var branch =
                made(developer.post(
                                "/api/v1/issues/" + issue + "/branches",
                                Map.of("repository", "orders")))
                        .json()
                        .get("name")
                        .asString();
        var origin = url("developer", PASSWORD);
        git.run("fetch", "-q", origin, "main");
        git.run("checkout", "-q", "-B", branch, "FETCH_HEAD");
        git.commit("App.java", application(change), issue + " " + change);
        git.run("push", "-q", origin, branch);
        merge(issue, branch);
        return released(issue);
    }

    private void merge(String title, String branch) {
        var requests = "/api/v1/projects/ORD/repositories/orders/pull-requests";
        var request = Map.of("title", title, "source", branch, "target", "main");
        var number = made(developer.post(requests, request)).json().get("number").asInt();
        var one = requests + "/" + number;
        made(reviewer.post(one + "/approvals", Map.of()));
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> developer.post(one + "/merge", Map.of()).status() < 300);
    }

    private String released(String issue) {
        var found = new String[1];
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    var all = admin.get("/api/v1/projects/ORD/releases").json();
                    for (var one : all.get("values")) {
                        if (one.get("issues").toString().contains("\"" + issue + "\"")
                                && one.get("state").asString().equals("released")) {
                            found[0] = one.get("version").asString();
                        }
                    }
                    return found[0] != null;
                });
        return found[0];
    }

    /** Defines an environment of all hosts, whose start is a shell line of the test's. */
    Http.Answer define(String name, String kind, String promotion, int batch, String start) {
        return define(name, definition(kind, promotion, batch, start));
    }

    Map<String, Object> definition(String kind, String promotion, int batch, String start) {
        var definition = usual();
        definition.put("kind", kind);
        definition.put("promotion", promotion);
        definition.put("rolling", Map.of("batch", batch, "drainTimeout", "20s"));
        definition.put("steps", steps(start));
        return definition;
    }

    /** Defines an environment of all hosts that differs from the usual one. */
    Http.Answer define(String name, Map<String, Object> changes) {
        var definition = usual();
        definition.putAll(changes);
        return admin.put(ENVIRONMENTS + name, definition);
    }

    private Map<String, Object> usual() {
        var definition = new HashMap<String, Object>();
        definition.put("kind", "production");
        definition.put("order", 10);
        definition.put("repository", "orders");
        definition.put("promotion", "manual");
        definition.put("promoters", List.of("bizplat-releasers"));
        definition.put("balancers", List.of(balancer()));
        definition.put("hosts", hosts());
        definition.put("steps", steps(START));
        definition.put("observe", Map.of("file", "App.java", "versionPath", "/"));
        return definition;
    }

    Map<String, Object> balancer() {
        var balancer = new HashMap<String, Object>();
        balancer.put("name", "haproxy");
        balancer.put("socket", haproxy.socket().toString());
        balancer.put("backend", "orders");
        return balancer;
    }

    /** Defines it anew, with other keys beside or in the place of some. */
    Http.Answer redefine(String name, Map<String, Object> keys) {
        var now = admin.get(ENVIRONMENTS + name).json();
        var definition = new HashMap<String, Object>();
        for (var key : now.propertyNames()) {
            definition.put(key, now.get(key));
        }
        definition.putAll(keys);
        return admin.put(ENVIRONMENTS + name, definition);
    }

    List<Map<String, Object>> hosts() {
        var hosts = new ArrayList<Map<String, Object>>();
        for (var host : ports.keySet().stream().sorted().toList()) {
            var json = new HashMap<String, Object>();
            json.put("name", host);
            json.put("agent", "local");
            json.put("folder", hostFolder(host).toString());
            json.put("address", "127.0.0.1");
            json.put("port", ports.get(host));
            json.put("server", host);
            hosts.add(json);
        }
        return hosts;
    }

    Path hostFolder(String host) {
        return folder.resolve("hosts").resolve(host);
    }

    static final String START =
            "nohup %s/bin/java -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 App.java $FAIRLEAD_PORT $FAIRLEAD_VERSION >app.log 2>&1 & echo $! >pid"
                    .formatted(System.getProperty("java.home"));

    static Map<String, String> steps(String start) {
        return Map.of(
                "stop",
                """
                echo stop >>did
                test -e pid || exit 0
                kill $(cat pid) 2>/dev/null
                n=0; while kill -0 $(cat pid) 2>/dev/null && [ $n -lt 100 ]; do sleep 0.02; n=$((n+1)); done
                rm pid
                """,
                "install",
                "echo install $FAIRLEAD_VERSION >>did; cp $FAIRLEAD_ARTIFACT App.java",
                "start",
                "echo start $FAIRLEAD_VERSION >>did; " + start,
                "verify",
                """
                n=0
                until curl -sf http://$FAIRLEAD_ADDRESS:$FAIRLEAD_PORT/ | grep -q "$FAIRLEAD_VERSION"; do
                  n=$((n+1)); [ $n -lt 300 ] || exit 1; sleep 0.05
                done
                """);
    }

    JsonNode promote(Http by, String environment, String version) {
        return made(by.post(ENVIRONMENTS + environment + "/promotions", Map.of("version", version)))
                .json();
    }

    Http.Answer tryPromote(Http by, String environment, String version) {
        return by.post(ENVIRONMENTS + environment + "/promotions", Map.of("version", version));
    }

    JsonNode deployment(long id) {
        return admin.get("/api/v1/deployments/" + id).json();
    }

    JsonNode awaitState(long id, String... states) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> List.of(states).contains(deployment(id).get("state").asString()));
        return deployment(id);
    }

    /** Promotes and waits until it is verified. */
    JsonNode roll(String environment, String version) {
        var id = promote(releaser, environment, version).get("deployment").asLong();
        var over = awaitState(id, "verified", "failed", "stopped");
        assertThat(over.get("state").asString()).as(over.toPrettyString()).isEqualTo("verified");
        return over;
    }

    /** What ran on a host, as its own commands wrote it down. */
    List<String> did(String host) throws IOException {
        var did = hostFolder(host).resolve("did");
        return Files.exists(did) ? Files.readAllLines(did) : List.of();
    }

    private static Http.Answer made(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    private String url(String name, String password) {
        return "http://%s:%s@%s/scm/ORD/orders.git"
                .formatted(name, password.replace(" ", "%20"), server.url().getAuthority());
    }

    /** A server in one file; the comment makes each release's bytes its own. */
    private static String application(String comment) {
        return """
        import com.sun.net.httpserver.HttpServer;
        import java.net.InetSocketAddress;
        import java.util.concurrent.Executors;

        // %s
        public class App {
            public static void main(String[] arguments) throws Exception {
                byte[] version = arguments[1].getBytes();
                var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
                var server = HttpServer.create(address, 100);
                server.setExecutor(Executors.newFixedThreadPool(8));
                server.createContext("/", exchange -> {
                    exchange.sendResponseHeaders(200, version.length);
                    exchange.getResponseBody().write(version);
                    exchange.close();
                });
                server.start();
            }
        }
        """
                .formatted(comment);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (var host : ports.keySet()) {
            var pid = hostFolder(host).resolve("pid");
            if (Files.exists(pid)) {
                var id = Files.readString(pid).strip();
                new ProcessBuilder("kill", "-9", id).start().waitFor();
            }
        }
        haproxy.close();
        agents.forEach(FairleadProcess::close);
        server.close();
    }
}
