package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.blob.NamedFiles;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a hostile, hasty or unlucky client may do. */
@ModuleTest
class TransportModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired NamedFiles files;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    private TestProject test;
    private Git local;
    private String base;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        base = local.commit("README.md", "# Orders\n", "Begin");
        local.run("remote", "add", "origin", test.url(test.writer()));
        local.run("push", "-q", test.url(test.administrator()), "main");
    }

    @Test
    void leavesNothingOfARefusedPush() throws IOException {
        var before = stored();
        var commit = local.commit("secret.txt", "refused", "Change main");
        assertThat(local.attempt("push", "origin", "main", "main:topic").text())
                .contains("main is protected")
                .contains("transaction aborted");
        assertThat(stored()).isEqualTo(before);
        assertThat(source.resolve(test.repository(), commit)).isEmpty();
        assertThat(source.resolve(test.repository(), "topic")).isEmpty();
    }

    @Test
    void tellsTheSlowerOfTwoPushes() {
        var clients = IntStream.range(0, 4).mapToObj(this::client).toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var answers =
                    clients.stream()
                            .map(client ->
                                    CompletableFuture.supplyAsync(
                                            () -> client.attempt("push", "origin", "main:topic"),
                                            threads))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();
            assertThat(answers.stream().filter(answer -> answer.code() == 0)).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.code() != 0))
                    .allSatisfy(answer -> assertThat(answer.text()).contains("rejected"));
        }
    }

    @Test
    void refusesNamesThatDeceive() {
        for (var name :
                List.of(
                        "refs/heads/HEAD",
                        "refs/heads/-x",
                        "refs/heads/" + base,
                        "refs/pull/1/head",
                        "refs/heads/" + "a".repeat(201))) {
            var answer = local.attempt("push", "origin", "main:" + name);
            assertThat(answer.code()).as(name).isNotZero();
            assertThat(answer.text()).as(name).contains("remote rejected");
        }
    }

    @Test
    void refusesABranchThatIsNoCommit() {
        var blob = local.run("rev-parse", "HEAD:README.md");
        local.run("tag", "-a", "-m", "A blob", "blob", blob);
        var tag = local.run("rev-parse", "blob");
        assertThat(local.attempt("push", "origin", tag + ":refs/tags/blob").code()).isZero();
        assertThat(local.attempt("push", "origin", tag + ":refs/heads/blob").text())
                .contains("a branch must point to a commit");
        assertThat(source.branches(test.repository())).hasSize(1);
    }

    @Test
    void survivesRequestsThatAreNotGit() {
        var http = Http.to(settings.baseUrl()).as(test.writer().name(), TestProject.PASSWORD);
        var path = test.repository().clonePath();
        assertThat(http.get(path + "/info/refs").status()).isEqualTo(403);
        assertThat(http.get(path + "/HEAD").status()).isEqualTo(404);
        assertThat(http.get("/scm/NONE/none.git/info/refs?service=git-upload-pack").status())
                .isEqualTo(404);
        for (var service : List.of("git-upload-pack", "git-receive-pack")) {
            var answer =
                    http.send(
                            "POST",
                            path + "/" + service,
                            "application/x-" + service + "-request",
                            BodyPublishers.ofString("0005zzzz!not packets"));
            assertThat(answer.status()).as(service).isLessThan(500);
        }
        assertThat(local.run("ls-remote", "origin")).contains(base);
    }

    @Test
    void refusesAPushOfTooManyRefs() {
        var refs =
                IntStream.rangeClosed(0, PushRules.MOST_REFS)
                        .mapToObj(i -> "main:refs/heads/many/" + i);
        var arguments = Stream.concat(Stream.of("push", "-q", "origin"), refs);
        assertThat(local.attempt(arguments.toArray(String[]::new)).text())
                .contains("a push may move at most 2000 refs, this one moves 2001");
    }

    private Git client(int number) {
        var client = Git.clone(test.url(test.writer()), folder.resolve("client" + number));
        client.as("client" + number);
        client.commit("file", "content " + number, "Change " + number);
        return client;
    }

    private List<String> stored() throws IOException {
        return files.list().stream()
                .map(NamedFiles.Stored::name)
                .filter(name -> name.startsWith("r" + test.repository().id() + "/"))
                .sorted()
                .toList();
    }
}
