package dev.fairlead.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.code.Git;
import dev.fairlead.code.Source;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Pushes, while pull requests of the same issue are opened, declined and opened again. */
@ModuleTest
class LockOrderModuleTest {
    private static final int ROUNDS = Boolean.getBoolean("fairlead.long") ? 300 : 40;

    @Autowired ApplicationContext context;
    @Autowired PullRequests pullRequests;
    @Autowired Issues issues;
    @Autowired Source source;
    @TempDir Path folder;

    private ReviewProject test;
    private String issue;
    private String proposed;

    @BeforeEach
    void twoBranchesOfOneIssue() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        var filed = test.issue(IssueType.BUG, "Fix it");
        issue = filed.key();
        proposed = test.branch(filed, "a.txt", "a");
    }

    @Test
    void makesNobodyWaitForEachOtherForEver() throws Exception {
        List<Callable<Void>> all =
                List.of(
                        () -> pushes(issue + "-other"),
                        () -> pushes(proposed),
                        this::opensAndDeclines,
                        this::takesUpTheIssueAgain);
        try (var threads = Executors.newFixedThreadPool(all.size())) {
            for (var one : threads.invokeAll(all)) {
                one.get();
            }
        }
        assertThat(source.resolve(test.repository, proposed)).isPresent();
    }

    private Void pushes(String branch) {
        var tree = test.git.run("rev-parse", "main^{tree}");
        var git = new Git(test.git.folder());
        var tip = git.run("rev-parse", "main");
        for (var round = 0; round < ROUNDS / 2; round++) {
            tip = git.run("commit-tree", tree, "-p", tip, "-m", branch + " " + round);
            git.run("push", "-q", "--force", "origin", tip + ":refs/heads/" + branch);
        }
        return null;
    }

    private Void opensAndDeclines() {
        var number = test.open(test.developer, proposed).number();
        for (var round = 0; round < ROUNDS; round++) {
            pullRequests.decline(test.developer, test.repository, number, null);
            pullRequests.reopen(test.developer, test.repository, number, null);
            pullRequests.decline(test.developer, test.repository, number, null);
            number = test.open(test.developer, proposed).number();
        }
        return null;
    }

    private Void takesUpTheIssueAgain() {
        for (var round = 0; round < ROUNDS; round++) {
            issues.move(test.developer.actor(), issue, IssueStatus.OPEN);
        }
        return null;
    }
}
