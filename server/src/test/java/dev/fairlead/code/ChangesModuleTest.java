package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

@ModuleTest
class ChangesModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Issues issues;
    @Autowired Timeline timeline;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired Changes changes;
    @Autowired IssueBranches branches;
    @Autowired ConfigurableApplicationContext context;
    @TempDir Path folder;

    private final List<Pushed> heard = new CopyOnWriteArrayList<>();
    private final ApplicationListener<PayloadApplicationEvent<Object>> ear =
            event -> {
                if (event.getPayload() instanceof Pushed pushed) {
                    heard.add(pushed);
                }
            };
    private TestProject test;
    private Git local;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, test.writer().name());
        local.commit("a.txt", "1\n2\n3\n4\n5\n", "Begin");
        local.commit("b.txt", "b\n", "Go on");
        local.run("remote", "add", "origin", test.url(test.writer()));
        listening(() -> local.run("push", "-q", test.url(test.administrator()), "main"));
    }

    @Test
    void owesOnlyTheTipOfAFirstPushAndThenEveryCommit() {
        assertThat(heard.getFirst().owed())
                .extracting(owed -> owed.commit().title())
                .containsExactly("Go on");
        assertThat(heard.getFirst().pusher()).isEqualTo(test.administrator());
        heard.clear();

        local.run("checkout", "-q", "-b", "topic");
        local.commit("c.txt", "1", "One");
        local.commit("c.txt", "2", "Two");
        listening(() -> local.run("push", "-q", "origin", "topic"));
        assertThat(heard.getFirst().owed())
                .extracting(owed -> owed.branch() + " " + owed.commit().title())
                .containsExactly("topic One", "topic Two");
        heard.clear();

        listening(() -> local.run("push", "-q", "origin", "topic:again"));
        assertThat(heard.getFirst().branches()).hasSize(1);
        assertThat(heard.getFirst().owed()).isEmpty();
    }

    @Test
    void takesAnIssueAlongWithItsBranch() {
        var issue =
                issues.file(test.writer(), test.project(), IssueType.STORY, "Show VAT", "", null);
        var branch = branches.create(test.writer(), issue.key(), null);
        assertThat(branch.name()).isEqualTo(issue.key() + "-show-vat");
        assertThat(stop(issue.key(), Stop.BRANCH)).isEqualTo(branch.name());
        assertThat(issues.find(issue.key()).orElseThrow().status())
                .isEqualTo(IssueStatus.IN_PROGRESS);
        assertThatThrownBy(() -> branches.create(test.writer(), issue.key(), "orders"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("already. Check it out");

        local.run("fetch", "-q", "origin");
        local.run("checkout", "-q", branch.name());
        local.commit("vat.txt", "19", "Show it");
        local.commit("vat.txt", "20", "Show it right");
        local.run("push", "-q", "origin", branch.name());
        assertThat(timeline.events(issue.key(), 1).getFirst().text())
                .isEqualTo("pushed 2 commits to " + branch.name());
        assertThat(source.branchesOf(issue.key()))
                .extracting(IssueBranch::name, IssueBranch::commits)
                .containsExactly(tuple(branch.name(), 2));
    }

    @Test
    void countsPusherAuthorAndCommitterAsWriters() {
        var main = local.run("rev-parse", "main");
        local.run("checkout", "-q", "-b", "topic");
        local.as(test.reader().name());
        var own = local.commit("c.txt", "1", "By the reader, pushed by the writer");
        local.run("push", "-q", "origin", "topic");
        assertThat(source.authorship(test.repository(), main, own))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.writers())
                                .containsExactlyInAnyOrder(test.writer().id(), test.reader().id()));
    }

    @Test
    void mergesWithACommitThatNobodyWrote() {
        var head = topic("a.txt", "1\n2\n3\n4\nfive\n");
        var before = source.resolve(test.repository(), "main").orElseThrow();
        var seen = new ArrayList<String>();
        var merge =
                changes.merge(
                        test.reader(), test.repository(), head, "main", "Merge topic", seen::add);
        assertThat(seen).containsExactly(merge);
        assertThat(source.resolve(test.repository(), "main")).contains(merge);
        assertThat(source.commit(test.repository(), merge).parents()).containsExactly(before, head);
        assertThat(source.authorship(test.repository(), before, merge))
                .extracting(one -> one.writers().size())
                .containsExactly(0, 1);
        assertThat(changes.mergeability(test.repository(), head, merge).nothingToMerge()).isTrue();
        local.run("fetch", "-q", "origin");
        assertThat(local.run("fsck", "--full", "--strict")).isEmpty();
    }

    @Test
    void keepsNothingOfAMergeWhoseCallbackFails() {
        var head = topic("c.txt", "c");
        var before = source.resolve(test.repository(), "main");
        assertThatThrownBy(() ->
                        changes.merge(
                                test.writer(),
                                test.repository(),
                                head,
                                "main",
                                "Merge",
                                _ -> {
                                    throw Problem.conflict("Frozen.");
                                }))
                .hasMessage("Frozen.");
        assertThat(source.resolve(test.repository(), "main")).isEqualTo(before);
    }

    @Test
    void namesThePathsThatConflict() {
        var first = topic("a.txt", "one\n2\n3\n4\n5\n");
        local.run("checkout", "-q", "-b", "other", "main");
        var second = local.commit("a.txt", "uno\n2\n3\n4\n5\n", "Other");
        local.run("push", "-q", "origin", "other");
        changes.merge(test.writer(), test.repository(), first, "main", "Merge", _ -> {});
        var main = source.resolve(test.repository(), "main").orElseThrow();
        assertThat(changes.mergeability(test.repository(), second, main).conflicts())
                .containsExactly("a.txt");
        assertThatThrownBy(() ->
                        changes.merge(
                                test.writer(), test.repository(), second, "main", "Merge", _ -> {}))
                .hasMessageContaining("conflict in a.txt");
    }

    @Test
    void commitsFilesOnABranchForTheirWriter() {
        var main = source.resolve(test.repository(), "main").orElseThrow();
        var branch = changes.createBranch(test.writer(), test.repository(), "topic", main);
        var commit =
                changes.commit(
                        test.writer(),
                        test.repository(),
                        branch.tip(),
                        Map.of("dir/new.txt", "new".getBytes(StandardCharsets.UTF_8)),
                        "Add a file",
                        "refs/heads/topic",
                        _ -> {});
        assertThat(source.paths(test.repository(), commit, ".txt", 10))
                .containsExactly("a.txt", "b.txt", "dir/new.txt");
        assertThat(source.diff(test.repository(), main, commit).files())
                .singleElement()
                .satisfies(file -> assertThat(file.change()).isEqualTo(FileDiff.Change.ADDED));
        assertThat(source.authorship(test.repository(), main, commit).getFirst().writers())
                .containsExactly(test.writer().id());
        assertThatThrownBy(
                        () -> changes.createBranch(test.writer(), test.repository(), "../x", main))
                .hasMessageContaining("a name that git accepts");
    }

    @Test
    void writesATarOfACommit() throws IOException {
        var out = new ByteArrayOutputStream();
        source.archive(test.repository(), local.run("rev-parse", "main"), out);
        var listed = new ProcessBuilder("tar", "-tf", "-").redirectErrorStream(true).start();
        try (var in = listed.getOutputStream()) {
            in.write(out.toByteArray());
        }
        assertThat(new String(listed.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a.txt\nb.txt\n");
    }

    private String topic(String file, String content) {
        local.run("checkout", "-q", "-b", "topic", "main");
        var head = local.commit(file, content, "Topic");
        local.run("push", "-q", "origin", "topic");
        return head;
    }

    private void listening(Runnable action) {
        context.addApplicationListener(ear);
        try {
            action.run();
        } finally {
            context.removeApplicationListener(ear);
        }
    }

    private String stop(String issue, Stop stop) {
        return timeline.line(issue).stream()
                .filter(one -> one.stop() == stop && one.state() == StopState.DONE)
                .findFirst()
                .orElseThrow()
                .note();
    }
}
