package dev.fairlead.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadProcess;
import dev.fairlead.TestDatabase;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret that a release and a deployment use and try to tell in every way is looked for in all
 * that a server and its agents leave: the database, logs, pages, answers, processes.
 */
class CanaryIT {
    /** In two lines, with what addresses, JSON and shells write in a way of their own. */
    private static final String CANARY = "cAnArY/4711+\"é' &x\nsEcoND-liNe=%q";

    private static final String PLAN =
            """
            build:
              secrets: [CANARY]
              steps:
                - run: echo "branch has [$CANARY]"
            release:
              secrets: {BIRD: CANARY}
              steps:
                - name: tell
                  run: |
                    echo "it is $BIRD here"
                    printf %s "$BIRD" | base64
                    printf 'a%s' "$BIRD" | base64 -w0; echo
                    printf 'ab%s' "$BIRD" | base64 -w 20
                    printf 'user:%s' "$BIRD" | base64 -w0 | tr '+/' '-_'; echo
                    python3 -c 'import os,json,urllib.parse as u; b=os.environ["BIRD"]; print(json.dumps(b), json.dumps(b, ensure_ascii=False), u.quote(b), u.quote(b, safe=""), u.quote_plus(b))'
                    printf 'slowly '; printf %s "$BIRD" | head -c 4; sleep 0.3
                    printf %s "$BIRD" | tail -c +5 | head -c 5; sleep 0.3; printf %s "$BIRD" | tail -c +10
                    second=$(printf %s "$BIRD" | tail -n 1)
                    mkdir -p out reports
                    echo built > "out/$second.txt"
                    printf '<testsuite name="s"><testcase name="%s" classname="c"/></testsuite>' "$second" > reports/TEST-a.xml
              tests: [reports/*.xml]
              artifacts: [App.java, out/*]
            """;

    private static final String SECRETS = "/api/v1/projects/ORD/secrets/";
    private static final Pattern LINK =
            Pattern.compile("(?:href|src|data-[a-z]+)=\"(/[^\"#]*)|\"(build|deployment)\":(\\d+)");

    /** Never ends, and sends what pages hold. */
    private static final Pattern STREAM = Pattern.compile("/(events|stream|live)\\b");

    private static final int MOST_PAGES = 1_500;
    private static final List<String> STARTS =
            List.of(
                    "/",
                    "/agents",
                    "/api/v1/audit",
                    "/api/v1/agents",
                    "/api/v1/projects/ORD/secrets",
                    "/api/v1/projects/ORD/releases",
                    "/api/v1/projects/ORD/environments/production",
                    "/api/v1/projects/ORD/repositories/orders/builds",
                    "/projects/ORD/secrets",
                    "/projects/ORD/repositories/orders/settings/secrets");
    private static final List<String> FORMS = forms();

    @TempDir static Path folder;
    private static String database;
    private static World world;
    private final Map<String, String> found = new ConcurrentSkipListMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        var data = Files.createDirectory(folder.resolve("data"));
        var settings = Map.of("FAIRLEAD_DATABASE_URL", database);
        var server = FairleadProcess.startServer(data, settings);
        server.awaitReady();
        world = World.with(server, folder, 1, PLAN);
        var tells = "echo \"start with $CANARY\"; printf %s \"$CANARY\" | base64; ";
        world.define("production", "production", "manual", 1, tells + World.START);
        var secret =
                Map.of("value", CANARY, "releases", true, "environments", List.of("production"));
        var set = world.admin.put(SECRETS + "CANARY", secret);
        assertThat(set.status()).as(set.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @Test
    void nobodyFindsWhatAReleaseAndADeploymentUse() throws Exception {
        var watching = Thread.ofPlatform().daemon().start(this::watch);
        var version = world.release("Use the secret");
        world.roll("production", version);
        over.set(true);
        watching.join();

        var pages = pages();
        pages.forEach(this::look);
        assertThat(String.join("\n", pages.values()))
                .contains("Builds of branches get no secrets: CANARY is not set.")
                .contains("branch has []")
                .contains("it is ***")
                .contains("slowly ***")
                .contains("start with ***");
        look("server", world.server.output());
        files(world.server.folder());
        for (var agent : world.agents()) {
            look("agent", agent.output());
            files(agent.folder());
        }
        files(world.hostFolder("order-1").resolve(".fairlead"));
        rows();
        var wrong = Map.of("value", CANARY, "releases", true);
        look("refused name", world.admin.put(SECRETS + "2WRONG", wrong).body());
        look("refused user", world.developer.put(SECRETS + "CANARY", wrong).body());
        look("refused body", world.admin.put(SECRETS + "OTHER", List.of(CANARY)).body());
        assertThat(found).isEmpty();
    }

    /** Samples arguments, and the environments of those that stand around a command. */
    private void watch() {
        while (!over.get()) {
            ProcessHandle.allProcesses()
                    .forEach(process -> {
                        var own = Path.of("/proc", Long.toString(process.pid()));
                        var line = read(own.resolve("cmdline"));
                        look("arguments of a process", line);
                        if (line.matches(
                                "(?s)bwrap.*|.*AgentCommand.*|.*FairleadServer.*|.*fenced.sh.*")) {
                            look("environment of " + line, read(own.resolve("environ")));
                        }
                    });
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    /** All that an administrator comes to by links, and what scripts may ask for. */
    private static Map<String, String> pages() {
        var pages = new TreeMap<String, String>();
        var open = new ArrayDeque<>(STARTS);
        while (!open.isEmpty() && pages.size() < MOST_PAGES) {
            var path = open.remove();
            if (!pages.containsKey(path) && !STREAM.matcher(path).find()) {
                var body = world.admin.get(path).body();
                pages.put(path, body);
                LINK.matcher(body).results().map(CanaryIT::target).forEach(open::add);
            }
        }
        return pages;
    }

    /** Addresses on pages, and what numbers in JSON stand for. */
    private static String target(MatchResult link) {
        return link.group(1) == null
                ? "/api/v1/%ss/%s".formatted(link.group(2), link.group(3))
                : link.group(1).replace("&amp;", "&");
    }

    private void files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> look(file.toString(), read(file)));
        }
    }

    private void rows() throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var tables =
                        connection
                                .getMetaData()
                                .getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                var table = tables.getString("TABLE_NAME");
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        look("table " + table, words(rows));
                    }
                }
            }
        }
    }

    private static String words(ResultSet row) throws SQLException {
        var words = new StringBuilder();
        for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            words.append(
                            row.getObject(column) instanceof byte[] bytes
                                    ? new String(bytes, ISO_8859_1)
                                    : row.getString(column))
                    .append(' ');
        }
        return words.toString();
    }

    /** As it stands there, and with line ends and tags taken out. */
    private void look(String where, String text) {
        var joined = text.replaceAll("\\\\n|[\r\n]|<[^>]*>", "");
        for (var form : FORMS) {
            if (text.contains(form) || joined.contains(form)) {
                found.put(where, form);
            }
        }
    }

    /** Parts of the secret that are too long for an accident, in every form. */
    private static List<String> forms() {
        var forms = new ArrayList<String>();
        for (var part : List.of("cAnArY", "rY/4711+", "sEcoND-liNe", "coND-liNe=%q")) {
            forms.add(part);
            forms.add(part.replace("/", "\\/"));
            forms.add(URLEncoder.encode(part, UTF_8));
            forms.add(URLEncoder.encode(part, UTF_8).replace("%2F", "/"));
        }
        for (var before : List.of("", "a", "ab")) {
            var encoded = Base64.getEncoder().encodeToString((before + CANARY).getBytes(UTF_8));
            for (var part : List.of(encoded.substring(4, 16), encoded.substring(20, 32))) {
                forms.add(part);
                forms.add(part.replace('+', '-').replace('/', '_'));
            }
        }
        return List.copyOf(forms);
    }
}
