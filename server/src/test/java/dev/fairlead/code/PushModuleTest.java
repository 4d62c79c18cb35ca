package dev.fairlead.code;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class PushModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired Changes changes;
    @TempDir Path folder;

    private TestProject test;
    private Git local;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        local.run("remote", "add", "origin", test.url(test.writer()));
        local.run("push", "-q", test.url(test.administrator()), "main");
        local.run("fetch", "-q", "origin");
    }

    @Test
    void givesBackWhatWasPushed() {
        var tip = local.run("rev-parse", "HEAD");
        assertThat(source.resolve(test.repository(), "main")).contains(tip);
        assertThat(source.firstTip(test.repository())).contains(tip);
        assertThat(source.file(test.repository(), tip, "README.md", 100))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("# Orders\n"));

        var clone = Git.clone(test.url(test.reader()), folder.resolve("clone"));
        assertThat(clone.run("rev-parse", "HEAD")).isEqualTo(tip);
        assertThat(clone.run("fsck", "--full", "--strict")).isEmpty();
    }

    @Test
    void protectsTheDefaultBranch() {
        local.commit("a.txt", "a", "Change main");
        var answer = local.attempt("push", "origin", "main");
        assertThat(answer.code()).isNotZero();
        assertThat(answer.text())
                .contains("main is protected: push a branch such as")
                .contains("and open a pull request");
        assertThat(local.attempt("push", "origin", ":main").text())
                .contains("main is the default branch and stays");
        assertThat(local.attempt("push", test.url(test.administrator()), "+main").text())
                .contains("main is protected");
    }

    @Test
    void takesABranchAndItsForcedReplacement() {
        local.run("checkout", "-q", "-b", "topic");
        var first = local.commit("a.txt", "a", "One");
        local.run("push", "-q", "origin", "topic");
        assertThat(source.resolve(test.repository(), "topic")).contains(first);

        local.run("commit", "-q", "--amend", "-m", "Two");
        assertThat(local.attempt("push", "origin", "topic").code()).isNotZero();
        local.run("push", "-q", "--force", "origin", "topic");
        assertThat(source.resolve(test.repository(), "topic"))
                .contains(local.run("rev-parse", "HEAD"));

        local.run("push", "-q", "origin", ":topic");
        assertThat(source.resolve(test.repository(), "topic")).isEmpty();
    }

    /** As a rebase and a script make them: their times do not tell which came first. */
    @Test
    void takesABranchFromAmongCommitsOfOneSecond() {
        local.run("checkout", "-q", "-b", "topic");
        for (var i = 0; i < 60; i++) {
            local.run(
                    "commit", "-q", "--allow-empty", "--date=1790000000 +0000", "-m", "Step " + i);
        }
        local.run("rebase", "-q", "-f", "--committer-date-is-author-date", "main");
        local.run("push", "-q", "origin", "topic");
        for (var older : List.of("topic~10", "topic~30", "topic~50")) {
            local.run("push", "-q", "origin", older + ":refs/heads/" + older.replace('~', '-'));
        }
    }

    @Test
    void countsNobodyAsTheWriterOfAMerge() {
        local.run("checkout", "-q", "-b", "topic");
        var pushed = local.commit("a.txt", "a", "One");
        local.run("push", "-q", "origin", "topic");
        var before = source.resolve(test.repository(), "main").orElseThrow();
        var merge =
                changes.merge(
                        test.administrator(), test.repository(), pushed, "main", "Merge", _ -> {});

        var writers =
                source.authorship(test.repository(), before, merge).stream()
                        .collect(toMap(one -> one.commit().sha(), Authorship::writers));
        assertThat(writers).isEqualTo(Map.of(merge, Set.of(), pushed, Set.of(test.writer().id())));
    }

    @Test
    void refusesWhoMayOnlyReadAndHidesFromStrangers() {
        local.run("checkout", "-q", "-b", "topic");
        assertThat(local.attempt("push", test.url(test.reader()), "topic").text()).contains("403");
        var stranger = TestProject.create(settings, users, access, projects, repositories).writer();
        assertThat(local.attempt("ls-remote", test.url(stranger)).text()).contains("not found");
        assertThat(
                        local.attempt(
                                        "ls-remote",
                                        "http://"
                                                + test.authority()
                                                + test.repository().clonePath())
                                .text())
                .contains("could not read Username");
    }

    @Test
    void keepsFairleadsOwnRefsOutOfSight() {
        var tip = local.run("rev-parse", "HEAD");
        var commit =
                changes.commit(
                        test.administrator(),
                        test.repository(),
                        tip,
                        Map.of("VERSION", new byte[] {'1'}),
                        "Release 1.0.0\n",
                        "refs/fairlead/releases/1.0.0",
                        _ -> {});
        assertThat(local.run("ls-remote", "origin")).doesNotContain("refs/fairlead");
        assertThat(local.attempt("fetch", "origin", "refs/fairlead/releases/1.0.0").code())
                .isNotZero();
        assertThat(local.attempt("push", "origin", "main:refs/fairlead/x").text())
                .contains("refs below refs/fairlead/ are Fairlead's own");
        changes.tag(test.repository(), "v1.0.0", commit, "Release 1.0.0\n");
        assertThat(local.attempt("push", "origin", ":v1.0.0").text())
                .contains("v1.0.0 is a release and never changes");
        assertThat(local.attempt("push", "--force", "origin", "main:refs/tags/v1.0.0").text())
                .contains("v1.0.0 is a release and never changes");
        assertThat(local.run("fetch", "origin", "--tags")).isNotNull();
        assertThat(local.run("rev-parse", "v1.0.0^{commit}")).isEqualTo(commit);
    }
}
