package dev.fairlead.code.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real ssh and the real git at the door of SSH. */
@ModuleTest
class SshModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired SshDaemon daemon;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private TestProject test;
    private Git git;
    private Path key;

    @BeforeEach
    void begin() throws Exception {
        await().until(() -> daemon.fingerprint().isPresent());
        test = TestProject.create(settings, users, access, projects, repositories);
        key = keyPair("writer", "ed25519");
        assertThat(add(test.writer(), key).status()).isEqualTo(201);
        git = Git.init(Files.createDirectory(folder.resolve("work")), test.writer().name());
        git.run("config", "core.sshCommand", ssh(key));
        git.commit("a.txt", "a\n", "Begin");
        git.run("push", "-q", test.url(test.administrator()), "main");
    }

    @Test
    void clonesAndPushesAsTheKeysOwner() {
        var clone = folder.resolve("clone");
        git.run("clone", "-q", "-c", "core.sshCommand=" + ssh(key), address(), clone.toString());
        var inClone = new Git(clone).as(test.writer().name());
        inClone.run("checkout", "-q", "-b", "topic");
        var commit = inClone.commit("b.txt", "b\n", "More");
        inClone.run("push", "-q", "origin", "topic");

        var pusher =
                jdbc.sql("select pusher from commit_pusher where sha = ?")
                        .param(commit)
                        .query(Long.class)
                        .single();
        assertThat(pusher).isEqualTo(test.writer().id());
        var own = as(test.writer()).get("/api/v1/me/ssh-keys").json().path("values").path(0);
        assertThat(own.path("used").isNull()).isFalse();
    }

    @Test
    void refusesWhatHttpRefusesInTheSameWords() {
        git.commit("b.txt", "b\n", "More");
        var refused = git.attempt("push", address(), "HEAD:main");

        assertThat(refused.code()).isNotZero();
        assertThat(refused.text()).contains("pull request");
    }

    @Test
    void deepensAndRefusesAFetchAsHttpDoes() {
        git.commit("b.txt", "b\n", "More");
        git.commit("c.txt", "c\n", "Still more");
        git.run("push", "-q", address(), "HEAD:topic");
        var with = "core.sshCommand=" + ssh(key);
        var target = folder.resolve("shallow");
        git.run(
                "clone",
                "-q",
                "--depth=1",
                "-b",
                "topic",
                "-c",
                with,
                address(),
                target.toString());
        var clone = new Git(target);
        clone.run("fetch", "-q", "--deepen=1");
        assertThat(clone.run("rev-list", "--count", "HEAD")).isEqualTo("2");

        var absent = "1234567890123456789012345678901234567890";
        for (var origin : List.of(address(), test.url(test.reader()))) {
            for (var version : List.of("protocol.version=0", "protocol.version=2")) {
                var refused = clone.attempt("-c", version, "fetch", origin, absent);
                assertThat(refused.code()).isNotZero();
                // The older protocol lets the client find out by itself.
                assertThat(refused.text())
                        .as("%s %s", origin, version)
                        .containsAnyOf(
                                "want " + absent + " not valid", "Server does not allow request")
                        .doesNotContain("internal server error");
            }
        }
    }

    @Test
    void hidesWhatOneMayNotRead() throws Exception {
        var stranger = TestProject.create(settings, users, access, projects, repositories).writer();
        var strange = keyPair("stranger", "ed25519");
        add(stranger, strange);

        var refused = git.attempt("-c", "core.sshCommand=" + ssh(strange), "ls-remote", address());
        assertThat(refused.code()).isNotZero();
        assertThat(refused.text()).contains("There is no repository");
        var reader = keyPair("reader", "ecdsa");
        add(test.reader(), reader);
        assertThat(
                        git.attempt("-c", "core.sshCommand=" + ssh(reader), "ls-remote", address())
                                .code())
                .isZero();
        assertThat(
                        git.attempt(
                                        "-c",
                                        "core.sshCommand=" + ssh(reader),
                                        "push",
                                        address(),
                                        "HEAD:x")
                                .text())
                .contains("needs the role write");
    }

    @Test
    void letsNobodyInWithoutAKnownKeyOrUnderAnotherName() throws Exception {
        var unknown = keyPair("unknown", "ed25519");
        assertThat(run(unknown, "git", "git-upload-pack '/a/b.git'").text())
                .contains("Permission denied");
        assertThat(run(key, "root", "ls").text()).contains("Permission denied");
        var id = as(test.writer()).get("/api/v1/me/ssh-keys").json().path("values").path(0);
        assertThat(
                        as(test.writer())
                                .delete("/api/v1/me/ssh-keys/" + id.path("id").asLong())
                                .status())
                .isEqualTo(204);
        assertThat(run(key, "git", "ls").text()).contains("Permission denied");
    }

    @Test
    void givesNoShellNoFilesAndNoTunnel() throws Exception {
        assertThat(run(key, "git").text())
                .contains("Hi " + test.writer().name())
                .contains("gives no shell");
        for (var command :
                List.of("ls", "sh -c id", "git-upload-pack '/../etc/passwd'", "scp -t /tmp")) {
            var answer = run(key, "git", command);
            assertThat(answer.code()).isNotZero();
            assertThat(answer.text()).contains("speaks git here and nothing else");
        }
        assertThat(run(key, "git", "-s", "sftp").text()).contains("subsystem request failed");
        var tunnel = run(key, "git", "-W", "127.0.0.1:" + settings.httpPort());
        assertThat(tunnel.code()).isNotZero();
        assertThat(tunnel.text()).containsAnyOf("prohibited", "failed");
    }

    @Test
    void letsADeployKeyDoNoMoreThanItIsFor() throws Exception {
        var machine = keyPair("machine", "ed25519");
        var deployKeys = "/api/v1" + test.repository().url() + "/deploy-keys";
        var body = Map.of("key", line(machine), "label", "ci");
        assertThat(as(test.writer()).post(deployKeys, body).status()).isEqualTo(403);
        var added = as(test.administrator()).post(deployKeys, body);
        assertThat(added.status()).isEqualTo(201);

        var with = "core.sshCommand=" + ssh(machine);
        assertThat(git.attempt("-c", with, "ls-remote", address()).code()).isZero();
        git.commit("b.txt", "b\n", "More");
        assertThat(git.attempt("-c", with, "push", address(), "HEAD:x").text())
                .contains("may only read");
        as(test.administrator()).delete(deployKeys + "/" + added.json().path("id").asLong());
        var writing = Map.of("key", line(machine), "label", "ci", "writes", true);
        assertThat(as(test.administrator()).post(deployKeys, writing).status()).isEqualTo(201);
        assertThat(git.attempt("-c", with, "push", address(), "HEAD:x").code()).isZero();
        // It has the role write, however much its owner may.
        assertThat(git.attempt("-c", with, "push", address(), "HEAD:main").code()).isNotZero();
        var other = TestProject.create(settings, users, access, projects, repositories);
        assertThat(git.attempt("-c", with, "ls-remote", address(other)).text())
                .contains("There is no repository");
    }

    @Test
    void keepsOneKeyToOnePerson() throws Exception {
        assertThat(add(test.reader(), key).status()).isEqualTo(409);
        var page = as(test.writer()).get("/me/keys");
        assertThat(page.body()).contains("SHA256:").contains("ssh-ed25519");
        var weak = keyPair("weak", "rsa", "-b", "2048");
        assertThat(add(test.writer(), weak).body()).contains("at least 3072 bits");
        for (var wrong :
                List.of(
                        "command=\"sh\" " + line(key),
                        "ssh-ed25519 AAAA",
                        "ssh-dss AAAA",
                        Files.readString(key),
                        "x".repeat(20_000),
                        "ssh-ed25519 AAAA\nssh-ed25519 BBBB")) {
            assertThat(as(test.writer()).post("/api/v1/me/ssh-keys", Map.of("key", wrong)).status())
                    .isEqualTo(400);
        }
        assertThat(
                        as(test.administrator())
                                .get("/admin/users/" + test.writer().name() + "/keys")
                                .body())
                .contains("SHA256:");
        assertThat(as(test.reader()).get("/admin/users/" + test.writer().name() + "/keys").status())
                .isEqualTo(403);
    }

    @Test
    void keepsItsHostKeyToItself() throws IOException {
        var file = settings.data().resolve("ssh-host-key");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(daemon.fingerprint().orElseThrow()).startsWith("SHA256:");
    }

    private Http.Answer add(User owner, Path pair) throws IOException {
        return as(owner).post("/api/v1/me/ssh-keys", Map.of("key", line(pair)));
    }

    private static String line(Path pair) throws IOException {
        return Files.readString(Path.of(pair + ".pub")).strip();
    }

    private Path keyPair(String name, String kind, String... more) throws Exception {
        var file = folder.resolve(name);
        var command =
                new ArrayList<>(
                        List.of("ssh-keygen", "-q", "-t", kind, "-N", "", "-C", name + "@test"));
        command.addAll(List.of(more));
        command.addAll(List.of("-f", file.toString()));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        return file;
    }

    private static String ssh(Path key) {
        return "ssh -F /dev/null -i %s -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
                .formatted(key);
    }

    private Git.Answer run(Path with, String user, String... command) throws Exception {
        var all = new ArrayList<>(List.of(ssh(with).split(" ")));
        all.addAll(List.of("-p", String.valueOf(settings.sshPort()), user + "@127.0.0.1"));
        var options = command.length > 0 && command[0].startsWith("-");
        all.addAll(options ? all.size() - 1 : all.size(), List.of(command));
        if (options && command[0].equals("-s")) {
            all.removeAll(List.of("-s", "sftp"));
            all.add("-s");
            all.add("sftp");
        }
        var process =
                new ProcessBuilder(all)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start();
        var text = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Git.Answer(process.exitValue(), text);
    }

    private String address() {
        return address(test);
    }

    private String address(TestProject of) {
        return "ssh://git@127.0.0.1:%d/%s/orders.git"
                .formatted(settings.sshPort(), of.project().key());
    }

    private Http as(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }
}
