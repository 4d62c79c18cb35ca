package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.HaProxy;
import dev.fairlead.demo.Load;
import dev.fairlead.demo.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A rolling deployment of an artifact of 30 MB over four hosts with SSH behind a HAProxy under
 * load: Fairlead beside a loop in a shell and a tuned Ansible, in turns; with the bytes on the
 * hosts when the release is promoted, and where the deployment copies them.
 */
final class LastMileBench {
    private static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime());
    private static final String PRODUCTION = "production";
    private static final int ROUNDS = 5;

    /** A server runs for weeks; its first deployments are told by themselves. */
    private static final int FIRST = 5;

    private static final int HOSTS = 4;
    private static final int PADDING = 30_000_000;
    private static final int REQUESTS = 700;
    private static final int CLIENTS = 32;
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Path folder;
    private final int port;
    private final int clusterPort;
    private final Consumer<String> say;

    LastMileBench(Path folder, int port, int clusterPort, Consumer<String> say) {
        this.folder = folder;
        this.port = port;
        this.clusterPort = clusterPort;
        this.say = say;
    }

    /** One way to roll, its times, and what the load met meanwhile. */
    private static final class Way {
        private final List<Duration> took = new ArrayList<>();
        private long served;
        private long failed;

        Duration median() {
            return new Sample(took).percentile(50);
        }

        String words() {
            return "%.2f s, %d of %d requests failed"
                    .formatted(median().toMillis() / 1000.0, failed, served);
        }
    }

    private interface Roll {
        Duration run() throws IOException;
    }

    List<Measure> run() throws IOException {
        var settings = Map.of("FAIRLEAD_ADMIN_PASSWORD", PASSWORD);
        try (var pool = new LabPool(folder.resolve("pool"), clusterPort, HOSTS);
                var server = ServerProcess.start(folder.resolve("server"), port, settings)) {
            server.awaitReady(Duration.ofSeconds(90));
            var api = new Api(server.address(), "admin", PASSWORD);
            var rollout = new Rollout(api, folder.resolve("work/app"), server.address(), PADDING);
            rollout.environment(PRODUCTION, definition(pool, false));
            rollout.secret(Rollout.LAB_KEY, Files.readString(pool.key()), PRODUCTION);
            rollout.promote(rollout.release("The first one"), PRODUCTION);
            var first = new Way();
            for (int i = 0; i < FIRST; i++) {
                say.accept("deployment %d of a server just started".formatted(i + 1));
                prefetched(pool, rollout, first, "First change " + i);
            }
            return compare(pool, rollout, first);
        }
    }

    /** Rolls a release out whose bytes are on the hosts, and answers with its version. */
    private static String prefetched(LabPool pool, Rollout rollout, Way way, String title)
            throws IOException {
        rollout.environment(PRODUCTION, definition(pool, true));
        var version = rollout.release(title);
        rollout.awaitPrefetched(version, PRODUCTION);
        underLoad(pool, way, () -> rollout.promote(version, PRODUCTION));
        return version;
    }

    private List<Measure> compare(LabPool pool, Rollout rollout, Way first) throws IOException {
        var ours = new Way();
        var bare = new Way();
        var shell = new Way();
        var copied = new Way();
        var ansible = new Way();
        for (int i = 0; i < ROUNDS; i++) {
            say.accept("round %d of %d".formatted(i + 1, ROUNDS));
            rollout.environment(PRODUCTION, definition(pool, false));
            var before = rollout.release("Change " + i);
            underLoad(pool, bare, () -> rollout.promote(before, PRODUCTION));
            var version = prefetched(pool, rollout, ours, "Other change " + i);
            var jar = pool.members().getFirst().folder().resolve("app.jar");
            var copy = Files.copy(jar, folder.resolve("app-" + version + ".jar"));
            underLoad(pool, shell, () -> pool.run(loop(pool, version, copy.toString()), Map.of()));
            for (var member : pool.members()) {
                Files.copy(copy, member.folder().resolve("app.jar.new"));
            }
            underLoad(pool, copied, () -> pool.run(loop(pool, version, "copied"), Map.of()));
            if (hasAnsible()) {
                underLoad(pool, ansible, () -> play(pool, version, copy));
            }
        }
        return table(first, ours, bare, shell, copied, ansible);
    }

    private static void underLoad(LabPool pool, Way way, Roll roll) throws IOException {
        var load = new Load(pool.front(), "/", CLIENTS, REQUESTS);
        try {
            settle();
            way.took.add(roll.run());
        } finally {
            load.close();
            way.served += load.served();
            way.failed += load.failed();
        }
    }

    /** What the way before left to be done is not to be done beside this one. */
    private static void settle() throws IOException {
        try {
            Thread.sleep(SETTLED);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private List<Measure> table(Way first, Way ours, Way bare, Way shell, Way copied, Way ansible) {
        var table = new ArrayList<Measure>();
        table.add(
                rolled(
                        "rolling over four hosts by SSH, 30 MB, median of %d; the hosts have had the bytes while the release waited for its promoter (prefetch, the default)"
                                .formatted(ROUNDS),
                        ours));
        table.add(rolled("the same without prefetch: the deployment copies the bytes", bare));
        table.add(
                rolled(
                        "the first %d with prefetch of a server that was just started, which are not counted above"
                                .formatted(FIRST),
                        first));
        table.add(Measure.plain("the same by a shell loop over ssh masters", shell.words()));
        table.add(
                Measure.plain(
                        "the shell loop, where the bytes were copied beforehand, too",
                        copied.words()));
        table.add(toLoop("Fairlead to the shell loop", ratio(ours, shell)));
        table.add(toLoop("without prefetch to the shell loop", ratio(bare, shell)));
        if (!ansible.took.isEmpty()) {
            table.add(Measure.plain("the same by a tuned Ansible", ansible.words()));
            table.add(toAnsible("faster than a tuned Ansible", ratio(ansible, ours)));
            table.add(
                    toAnsible(
                            "without prefetch faster than a tuned Ansible", ratio(ansible, bare)));
        }
        return table;
    }

    private static Measure rolled(String what, Way way) {
        return new Measure(what, way.words(), "0 failed", way.failed == 0);
    }

    private static Measure toLoop(String what, double ratio) {
        return new Measure(what, "%.2f ×".formatted(ratio), "≤ 1.0 ×", ratio <= 1.0);
    }

    private static Measure toAnsible(String what, double ratio) {
        return new Measure(what, "%.1f ×".formatted(ratio), "≥ 3.5 ×", ratio >= 3.5);
    }

    private static double ratio(Way one, Way other) {
        return (double) one.median().toMillis() / other.median().toMillis();
    }

    private static List<String> loop(LabPool pool, String version, String jar) throws IOException {
        var script = pool.sshConfig().resolveSibling("rolling.sh");
        Files.writeString(script, LabPool.resource("rolling.sh"));
        var line = new ArrayList<>(List.of("bash", script.toString(), version, jar));
        line.add(pool.socket().toString());
        line.add(pool.sshConfig().toString());
        line.add(pool.appctl().toString());
        for (var member : pool.members()) {
            line.add("%s,%s,%d".formatted(member.host().name(), member.folder(), member.port()));
        }
        return line;
    }

    private static boolean hasAnsible() {
        return Files.isExecutable(Path.of("/usr/bin/ansible-playbook"));
    }

    private static Duration play(LabPool pool, String version, Path jar) throws IOException {
        var beside = pool.sshConfig();
        var settings = LabPool.resource("ansible.cfg").replace("@config@", beside.toString());
        Files.writeString(beside.resolveSibling("ansible.cfg"), settings);
        Files.writeString(beside.resolveSibling("rolling.yml"), LabPool.resource("rolling.yml"));
        var inventory = new StringBuilder("[app]\n");
        for (var member : pool.members()) {
            inventory.append(
                    "%s folder=%s port=%d\n"
                            .formatted(member.host().name(), member.folder(), member.port()));
        }
        Files.writeString(beside.resolveSibling("inventory"), inventory);
        var line = new ArrayList<>(List.of("ansible-playbook", "-i", "inventory", "rolling.yml"));
        Map.of(
                        "version", version,
                        "jar", jar.toString(),
                        "socket", pool.socket().toString(),
                        "appctl", pool.appctl().toString())
                .forEach((name, value) -> line.addAll(List.of("-e", name + "=" + value)));
        return pool.run(line, Map.of("ANSIBLE_CONFIG", "ansible.cfg", "LC_ALL", "C.UTF-8"));
    }

    private static Map<String, Object> definition(LabPool pool, boolean prefetch) {
        var appctl = pool.appctl() + " %s \"$FAIRLEAD_FOLDER\" \"$FAIRLEAD_PORT\"";
        var definition = new LinkedHashMap<String, Object>();
        definition.put("kind", PRODUCTION);
        definition.put("order", 1);
        definition.put("repository", "orders");
        definition.put("promotion", "manual");
        definition.put("prefetch", prefetch);
        definition.put("promoters", List.of(Rollout.PROMOTERS));
        definition.put(
                "connections",
                pool.members().stream().map(one -> Rollout.connection(one.host())).toList());
        definition.put("hosts", pool.members().stream().map(LastMileBench::host).toList());
        definition.put(
                "balancers",
                List.of(
                        Map.of(
                                "name",
                                "lb",
                                "socket",
                                pool.socket().toString(),
                                "backend",
                                HaProxy.BACKEND)));
        definition.put("observe", Map.of("file", "app.jar", "versionPath", "/version"));
        definition.put(
                "steps",
                Map.of(
                        "stop", appctl.formatted("stop"),
                        "install", "ln -f \"$FAIRLEAD_ARTIFACT\" app.jar",
                        "start", appctl.formatted("start")));
        definition.put(
                "verification",
                Map.of(
                        "hosts",
                        Map.of(
                                "checks",
                                List.of(
                                        Map.of(
                                                "kind", "http",
                                                "path", "/version",
                                                "equals", "${version}",
                                                "within", "30s")))));
        return definition;
    }

    private static Map<String, Object> host(LabPool.Member member) {
        return Map.of(
                "name", member.host().name(),
                "agent", "local",
                "folder", member.folder().toString(),
                "address", "127.0.0.1",
                "port", member.port(),
                "connection", member.host().name());
    }
}
