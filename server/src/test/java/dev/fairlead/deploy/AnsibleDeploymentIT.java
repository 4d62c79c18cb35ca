package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import dev.fairlead.code.Git;
import dev.fairlead.demo.LabHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Whole deployments by the machine's own Ansible and Puppet. One host is the controller's own, one
 * is reached over SSH through another.
 */
class AnsibleDeploymentIT {
    private static final String PLAYBOOK =
            """
            - name: Orders
              hosts: all
              gather_facts: false
              tasks:
                - name: look for room
                  command: test ! -e "{{ fairlead_folder }}/full"
                  changed_when: false
                - name: install
                  copy:
                    src: "{{ fairlead_artifact }}"
                    dest: "{{ fairlead_folder }}/App.java"
                - name: write down
                  copy:
                    content: "{{ fairlead_version }} {{ text }} {{ fairlead_artifact_url }}"
                    dest: "{{ fairlead_folder }}/written"
            """;

    @TempDir static Path folder;
    private static World world;
    private static LabHosts lab;
    private static String merged;

    @BeforeAll
    static void start() throws Exception {
        for (var program : List.of("ansible-playbook", "puppet")) {
            assumeThat(Path.of("/usr/bin/" + program))
                    .as(program + " is not installed (apt-get install ansible-core puppet-agent)")
                    .isExecutable();
        }
        assumeThat(LabHosts.missing()).isEmpty();
        lab = LabHosts.loopback(folder.resolve("lab"), 2);
        world = World.start(folder, 2);
        var made = world.admin.post("/api/v1/projects/ORD/repositories", Map.of("slug", "ops"));
        assertThat(made.status()).as(made.body()).isBetween(200, 299);
        var git = Git.init(Files.createDirectories(folder.resolve("ops")), "admin");
        var origin =
                "http://admin:%s@%s/scm/ORD/ops.git"
                        .formatted(
                                FairleadProcess.ADMIN_PASSWORD, world.server.url().getAuthority());
        Files.writeString(git.folder().resolve("base.pp"), "include base\n");
        Files.createDirectories(git.folder().resolve("modules/base/manifests"));
        Files.writeString(
                git.folder().resolve("modules/base/manifests/init.pp"),
                "class base { file { '%s/base': content => 'line' } }\n".formatted(folder));
        git.run("add", ".");
        merged = git.commit("site.yml", PLAYBOOK, "Bring orders onto hosts");
        git.run("push", "-q", origin, "main");
    }

    @AfterAll
    static void stop() throws Exception {
        if (world != null) {
            world.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void bringsAReleaseOntoHostsByAPlaybookAndNamesWhatFailed() throws Exception {
        var defined = define();
        assertThat(defined.status()).as(defined.body()).isEqualTo(200);
        var secret =
                Map.of("value", Files.readString(lab.key()), "environments", List.of("production"));
        assertThat(world.admin.put("/api/v1/projects/ORD/secrets/LAB_KEY", secret).status())
                .isEqualTo(200);

        var version = world.release("First");
        var full = Files.createDirectories(world.hostFolder("order-2")).resolve("full");
        Files.createFile(full);
        var id = world.promote(world.releaser, "production", version).get("deployment").asLong();
        var failed = world.awaitState(id, "failed", "verified", "stopped");
        assertThat(failed.get("note").asString())
                .as(failed.toPrettyString())
                .startsWith("order-2 failed at the task \"look for room\": non-zero return code.");
        assertThat(steps(failed))
                .containsExactly(
                        "order-1 task 0 done",
                        "order-1 task 2 done",
                        " play 0 failed",
                        "order-1 confirm 0 planned",
                        "order-2 confirm 0 planned");
        assertThat(note(failed, "task", 2)).startsWith("1 changed of ");
        assertThat(folder.resolve("base")).hasContent("line");
        assertThat(world.hostFolder("order-1").resolve("written"))
                .content()
                .startsWith(version + " {{ 7 * 7 }} " + world.server.url())
                .endsWith("/releases/" + version + "/artifacts/App.java");
        var page = world.admin.get("/deployments/" + id).body();
        assertThat(page).contains("look for room on order-2", "changed", "tasks × hosts");

        Files.delete(full);
        var again = Map.of("decision", "retry", "host", "");
        var decided = world.releaser.post("/api/v1/deployments/" + id + "/decisions", again);
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        var verified = world.awaitState(id, "failed", "verified", "stopped");
        assertThat(verified.get("state").asString())
                .as(verified.toPrettyString())
                .isEqualTo("verified");
        assertThat(world.hostFolder("order-1").resolve("noted")).hasContent(version);
        assertThat(world.hostFolder("order-2").resolve("noted")).doesNotExist();
    }

    private static Http.Answer define() {
        var hosts = new ArrayList<Map<String, Object>>();
        for (int i = 1; i <= 2; i++) {
            var name = "order-" + i;
            var host = world.hostFolder(name).toString();
            hosts.add(
                    i == 1
                            ? Map.of("name", name, "folder", host, "port", 8080 + i)
                            : Map.of(
                                    "name",
                                    name,
                                    "folder",
                                    host,
                                    "port",
                                    8080 + i,
                                    "connection",
                                    "inside"));
        }
        var checkout = Map.of("repository", "ops", "commit", merged);
        var tasks =
                List.of(
                        Map.of(
                                "name",
                                "note",
                                "run",
                                "echo $FAIRLEAD_VERSION >>noted",
                                "once",
                                true,
                                "when",
                                Map.of("version", "changed")),
                        Map.of(
                                "name", "never",
                                "run", "exit 3",
                                "when", Map.of("deployment", List.of("rollback"))),
                        Map.of(
                                "name",
                                "base",
                                "puppet",
                                Map.of("apply", "base.pp"),
                                "once",
                                true,
                                "checkout",
                                checkout));
        var door = connection("door", 1);
        var inside = connection("inside", 2);
        inside.put("jump", "door");
        var ansible =
                Map.of(
                        "repository",
                        "ops",
                        "commit",
                        merged,
                        "playbook",
                        "site.yml",
                        "variables",
                        Map.of("text", "{{ 7 * 7 }}"));
        var definition =
                Map.of(
                        "kind",
                        "production",
                        "order",
                        10,
                        "repository",
                        "orders",
                        "promotion",
                        "manual",
                        "promoters",
                        List.of("bizplat-releasers"),
                        "hosts",
                        hosts,
                        "tasks",
                        tasks,
                        "ansible",
                        ansible,
                        "observe",
                        Map.of("file", "App.java"));
        var connected = new HashMap<String, Object>(definition);
        connected.put("connections", List.of(door, inside));
        return world.admin.put("/api/v1/projects/ORD/environments/production", connected);
    }

    private static Map<String, Object> connection(String name, int host) {
        var to = lab.host(host);
        var way = new HashMap<String, Object>();
        way.put("name", name);
        way.put("user", to.user());
        way.put("address", to.address());
        way.put("port", to.port());
        way.put("hostKey", to.hostKey());
        way.put("key", "LAB_KEY");
        return way;
    }

    private static List<String> steps(JsonNode deployment) {
        return StreamSupport.stream(deployment.get("steps").spliterator(), false)
                .map(step ->
                        "%s %s %d %s"
                                .formatted(
                                        step.get("host").asString(),
                                        step.get("step").asString(),
                                        step.get("part").asInt(),
                                        step.get("state").asString()))
                .toList();
    }

    private static String note(JsonNode deployment, String step, int part) {
        return StreamSupport.stream(deployment.get("steps").spliterator(), false)
                .filter(one -> one.get("step").asString().equals(step))
                .filter(one -> one.get("part").asInt() == part)
                .map(one -> one.get("note").asString())
                .findFirst()
                .orElseThrow();
    }
}
