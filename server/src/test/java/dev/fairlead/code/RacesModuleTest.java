package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Eight real clients that push to one branch at the same time, again and again. */
@ModuleTest
class RacesModuleTest {
    private static final int ROUNDS = Boolean.getBoolean("fairlead.long") ? 500 : 25;
    private static final int CLIENTS = 8;

    private record Try(String commit, Git.Answer answer) {
        boolean won() {
            return answer.code() == 0;
        }
    }

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @TempDir Path folder;

    private TestProject test;
    private Git local;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        local.run("push", "-q", test.url(test.administrator()), "main", "main:race");
    }

    @Test
    void letsOneOfEightWinEachRoundAndLosesNothing() {
        var tree = local.run("rev-parse", "main^{tree}");
        var tip = local.run("rev-parse", "main");
        var winners = new ArrayList<>(List.of(tip));
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (var round = 0; round < ROUNDS; round++) {
                var tries = race(tree, tip, round, threads);
                assertThat(tries).as("round " + round).filteredOn(Try::won).hasSize(1);
                assertThat(tries)
                        .filteredOn(one -> !one.won())
                        .allSatisfy(one -> assertThat(one.answer().text()).contains("rejected"));
                tip = tries.stream().filter(Try::won).findFirst().orElseThrow().commit();
                winners.add(tip);
                assertThat(source.resolve(test.repository(), "race")).contains(tip);
            }
        }
        var clone = Git.clone(test.url(test.reader()), folder.resolve("clone"));
        assertThat(clone.run("fsck", "--full", "--strict")).isEmpty();
        assertThat(clone.run("rev-list", "--reverse", "origin/race").lines())
                .containsExactlyElementsOf(winners);
    }

    private List<Try> race(String tree, String tip, int round, ExecutorService threads) {
        var commits =
                IntStream.range(0, CLIENTS)
                        .mapToObj(client ->
                                local.run(
                                        "commit-tree",
                                        tree,
                                        "-p",
                                        tip,
                                        "-m",
                                        round + " of client " + client))
                        .toList();
        var running =
                commits.stream()
                        .map(commit -> CompletableFuture.supplyAsync(() -> push(commit), threads))
                        .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private Try push(String commit) {
        var url = test.url(test.writer());
        return new Try(commit, local.attempt("push", url, commit + ":refs/heads/race"));
    }
}
