package dev.fairlead.agent.play;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.JobSpec.RunPlay;
import dev.fairlead.protocol.Outcome.PlayRan;
import dev.fairlead.protocol.Play;
import dev.fairlead.protocol.Play.Host;
import dev.fairlead.protocol.Reach;
import dev.fairlead.protocol.TaskRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Playbooks with the machine's own Ansible. */
class AnsibleIT {
    private static final Artifact ARTIFACT = new Artifact("orders.jar", "ab".repeat(32), 9);

    @TempDir Path folder;

    @BeforeAll
    static void needsAnsible() {
        assumeThat(Path.of("/usr/bin/ansible-playbook"))
                .as("Ansible is not installed (apt-get install ansible-core)")
                .isExecutable();
    }

    @Test
    void runsAPlaybookAndTellsHowEachTaskStandsOnEachHost() throws Exception {
        var braces = "1.0{{ lookup('pipe', 'touch %s/pwned') }}".formatted(folder);
        var quotes = "a' \" ; $(touch %s/pwned) é \uD83D\uDE00 \n- x: !!python".formatted(folder);
        var files =
                Map.of(
                        "site/all.yml",
                        """
                        - name: Roll out
                          hosts: canary
                          gather_facts: false
                          tasks:
                            - name: write down
                              copy:
                                content: "{{ item.text }}"
                                dest: "{{ out }}/{{ item.name }}"
                              loop:
                                - {name: version, text: "{{ fairlead_version }}"}
                                - {name: quotes, text: "{{ quotes }}"}
                                - {name: bytes, text: "{{ lookup('file', fairlead_artifact) }}"}
                                - {name: secret, text: "{{ lookup('env', 'TOKEN') }}"}
                              no_log: true
                            - name: look around
                              shell: >-
                                stat -c %a "$ANSIBLE_VAULT_PASSWORD_FILE";
                                env | grep ANSIBLE_HOST_KEY;
                                grep -l -e '[t]0p-secret' -e '[h]unter-2' /proc/*/cmdline | wc -l;
                                env | grep -c SSH_AUTH
                              register: around
                              changed_when: false
                              failed_when: false
                            - name: say it
                              debug:
                                msg: "{{ around.stdout }}"
                            - name: not now
                              command: "false"
                              when: false
                        """,
                        "ansible.cfg",
                        "[defaults]\nhost_key_checking = False\nstdout_callback = minimal\n");
        var secrets = Map.of("TOKEN", "t0p-secret", "VAULT", "hunter-2-vault");
        var hosts =
                List.of(
                        new Host(
                                "app-1",
                                "127.0.0.1",
                                List.of("canary"),
                                Map.of("quotes", quotes),
                                null),
                        new Host("app-2", "127.0.0.1", List.of("rest"), Map.of(), null));
        var variables =
                Map.<String, Object>of("fairlead_version", braces, "out", folder.toString());
        var play =
                new Play("7", null, "site/all.yml", hosts, variables, List.of(), null, 5, "VAULT");
        var job = new PlayJob(1, folder, files, secrets);
        var ran = run(play, job);
        assertThat(ran.failure()).as(job.said()).isEmpty();
        assertThat(ran.summary()).isEqualTo("1 host: 2 ok, 1 changed, 1 skipped");
        assertThat(job.ends())
                .containsExactly(
                        "app-1: write down CHANGED",
                        "app-1: look around OK",
                        "app-1: say it OK",
                        "app-1: not now SKIPPED");
        assertThat(job.told.getFirst().state()).isEqualTo(TaskRun.State.RUNNING);
        assertThat(job.end("app-1", "write down").message())
                .isEqualTo("its output is hidden (no_log)");
        assertThat(folder.resolve("version")).hasContent(braces);
        assertThat(folder.resolve("quotes")).hasContent(quotes);
        assertThat(folder.resolve("bytes")).hasContent("the bytes");
        assertThat(folder.resolve("secret")).hasContent("t0p-secret");
        assertThat(folder.resolve("pwned")).doesNotExist();
        assertThat(job.end("app-1", "say it").message())
                .isEqualTo("600\nANSIBLE_HOST_KEY_CHECKING=True\n0\n0");
        assertThat(folder.resolve("work/own/environments/7/runs")).isEmptyDirectory();
    }

    @Test
    void reachesHostsThatShowTheirPinnedKeyAndNoOthers() throws Exception {
        try (var sshd = LoopbackSshd.start(folder.resolve("sshd"))) {
            var files =
                    Map.of(
                            "play.yml",
                            """
                            - hosts: all
                              gather_facts: false
                              tasks:
                                - name: try
                                  block:
                                    - name: break
                                      raw: exit 3
                                  rescue:
                                    - name: mend
                                      raw: echo mended
                                - name: restart
                                  raw: echo broken wire >&2; exit 4
                                  when: inventory_hostname == 'third'
                            """);
            var right = sshd.reach(sshd.hostKey());
            var hosts =
                    List.of(
                            host("first", right),
                            host("second", sshd.reach(sshd.userKey())),
                            host("third", right));
            var play = play(null, "play.yml", hosts);
            var job = new PlayJob(1, folder, files, Map.of("KEY", sshd.privateKey()));
            var ran = run(play, job);
            assertThat(job.ends())
                    .contains(
                            "first: break FAILED",
                            "first: mend CHANGED",
                            "first: restart SKIPPED",
                            "second: break UNREACHABLE",
                            "third: restart FAILED");
            assertThat(ran.failure())
                    .contains(
                            "second could not be reached at the task \"break\": Host key"
                                    + " verification failed.")
                    .contains("third failed at the task \"restart\": non-zero return code.")
                    .doesNotContain("first")
                    .endsWith("ansible-playbook ended with exit code 4.");
            assertThat(job.end("third", "restart").message()).contains("broken wire");
        }
    }

    @Test
    void goesThroughAJumpHostAndBySudoAndShowsNobodyAKey() throws Exception {
        assumeThat(Path.of("/usr/bin/sudo")).as("sudo is not installed").isExecutable();
        try (var door = LoopbackSshd.start(folder.resolve("door"));
                var inside = LoopbackSshd.start(folder.resolve("inside"))) {
            var files =
                    Map.of(
                            "ansible.cfg",
                            "[privilege_escalation]\nbecome_allow_same_user = True\n",
                            "play.yml",
                            """
                            - hosts: all
                              gather_facts: false
                              tasks:
                                - name: who
                                  raw: echo "$SUDO_USER:$(id -un)" >{{ out }}/who
                                - name: wait
                                  raw: touch {{ out }}/up; until test -e {{ out }}/go; do sleep 0.1; done
                            """);
            var user = System.getProperty("user.name");
            var gate =
                    new Reach(user, "127.0.0.1", door.port(), door.hostKey(), "GATE", false, null);
            var far =
                    new Reach(
                            user, "localhost", inside.port(), inside.hostKey(), "KEY", true, gate);
            var near = inside.reach(inside.hostKey());
            var hosts = List.of(waiting("far", far), waiting("near", near));
            var keys = Map.of("KEY", inside.privateKey(), "GATE", door.privateKey());
            var job = new PlayJob(1, folder, files, keys);
            var ran = begin(play(null, "play.yml", hosts), job);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            Files.exists(folder.resolve("far/up"))
                                    && Files.exists(folder.resolve("near/up")));
            var run = folder.resolve("work/own/environments/7/runs/1");
            assertThat(Files.getPosixFilePermissions(run)).hasSize(3);
            for (var file : List.of("keys/KEY", "keys/GATE", "inventory.yml", "known/far")) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(run.resolve(file))))
                        .isEqualTo("rw-------");
            }
            var secret = inside.privateKey().lines().skip(2).findFirst().orElseThrow();
            assertThat(run.resolve("inventory.yml")).content().doesNotContain(secret);
            assertThat(ProcessHandle.allProcesses().map(AnsibleIT::seen))
                    .noneMatch(one -> one.contains(secret));
            Files.createFile(folder.resolve("far/go"));
            Files.createFile(folder.resolve("near/go"));
            assertThat(ran.get(30, TimeUnit.SECONDS).failure()).as(job.said()).isEmpty();
            assertThat(job.said()).doesNotContain(secret);
            assertThat(folder.resolve("far/who")).hasContent(user + ":root");
            assertThat(folder.resolve("near/who")).hasContent(":" + user);
            assertThat(Files.readString(folder.resolve("door/log"))).contains("Accepted publickey");
            assertThat(run).doesNotExist();
        }
    }

    private Host waiting(String name, Reach reach) throws IOException {
        var out = Files.createDirectory(folder.resolve(name)).toString();
        return new Host(name, "127.0.0.1", List.of(), Map.of("out", out), reach);
    }

    /** What others may see of a process. */
    private static String seen(ProcessHandle process) {
        var own = Path.of("/proc/" + process.pid());
        try {
            return Files.readString(own.resolve("cmdline"), ISO_8859_1)
                    + Files.readString(own.resolve("environ"), ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    @Test
    void cancellingEndsAllThatAnsibleStartedHere() throws Exception {
        var job = new PlayJob(1, folder, sleeping("a"), Map.of());
        var ran = begin(local(), job);
        await().atMost(Duration.ofSeconds(30)).until(() -> sleeper("a").count() == 1);
        job.cancel();
        assertThat(ran.get(30, TimeUnit.SECONDS).failure()).startsWith("The play was cancelled");
        assertThat(sleeper("a")).isEmpty();
        assertThat(folder.resolve("work/own/environments/7/runs")).isEmptyDirectory();
    }

    @Test
    void aLaterPlayEndsWhatAnEarlierHolderLeftAndRefusesIt() throws Exception {
        var first = new PlayJob(3, folder, sleeping("b"), Map.of());
        var left = begin(local(), first);
        await().atMost(Duration.ofSeconds(30)).until(() -> sleeper("b").count() == 1);
        var files =
                Map.of("play.yml", "- hosts: all\n  gather_facts: false\n  tasks: [{ping: }]\n");
        var second = new PlayJob(4, folder, files, Map.of());
        assertThat(run(local(), second).failure()).as(second.said()).isEmpty();
        assertThat(left.get(30, TimeUnit.SECONDS).exitCode()).isNotZero();
        assertThat(sleeper("b")).isEmpty();
        var late = run(local(), new PlayJob(2, folder, files, Map.of()));
        assertThat(late.refused()).isTrue();
    }

    @Test
    void runsAnAnsibleThatAPinnedCommitHolds() throws Exception {
        var repository = StandIn.in(folder.resolve("ansible.git"));
        var files = Map.of("play.yml", "- hosts: all\n  nonsense: 1\n");
        var tool = new Play.Tool(repository.toUri().toString(), StandIn.commit(repository));
        var job = new PlayJob(1, folder, files, Map.of());
        var ran = run(play(tool, "play.yml", List.of(host("here", null))), job);
        assertThat(job.said()).contains("the stand-in, with its own lib");
        assertThat(ran.failure())
                .isEqualTo(
                        "ansible-playbook ended with exit code 4."
                                + " 'nonsense' is not a valid attribute for a Play.");
        var gone = new Play.Tool("file:///nowhere", "0".repeat(40));
        var missing = new PlayJob(2, folder, files, Map.of());
        assertThat(failure(play(gone, "play.yml", List.of()), missing)).contains("git fetch");
    }

    @Test
    void saysWhatIsMissingBeforeAnythingRuns() {
        var job = new PlayJob(1, folder, Map.of("a.yml", "[]"), Map.of());
        assertThat(failure(play(null, "b.yml", List.of()), job))
                .isEqualTo("The commit has no playbook b.yml.");
        var reach = new Reach("root", "127.0.0.1", 22, "", "KEY", false, null);
        assertThat(failure(play(null, "a.yml", List.of(host("one", reach))), job))
                .isEqualTo(
                        "The secret KEY, which opens hosts, was not given. Is it granted to the"
                                + " environment?");
    }

    private static Map<String, String> sleeping(String name) {
        return Map.of(
                "play.yml",
                "- hosts: all\n  gather_facts: false\n  tasks:\n    - command: sleep 31%s\n"
                        .formatted(name.equals("a") ? "4.1" : "4.2"));
    }

    private static Stream<ProcessHandle> sleeper(String name) {
        var wanted = "sleep\0" + (name.equals("a") ? "314.1" : "314.2") + "\0";
        return ProcessHandle.allProcesses().filter(one -> arguments(one).equals(wanted));
    }

    private static String arguments(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    private static Play local() {
        return play(null, "play.yml", List.of(host("here", null)));
    }

    private static Host host(String name, @Nullable Reach reach) {
        return new Host(name, "127.0.0.1", List.of(), Map.of(), reach);
    }

    private static Play play(Play.@Nullable Tool tool, String playbook, List<Host> hosts) {
        return new Play("7", tool, playbook, hosts, Map.of(), List.of(), null, 5, null);
    }

    private CompletableFuture<PlayRan> begin(Play play, PlayJob job) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run(play, job);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private PlayRan run(Play play, PlayJob job) throws IOException, InterruptedException {
        var handler = new PlayHandler(folder.resolve("work"));
        return (PlayRan) handler.run(new RunPlay(play, ARTIFACT, 60), job);
    }

    private String failure(Play play, PlayJob job) {
        try {
            return run(play, job).failure();
        } catch (IOException | InterruptedException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
