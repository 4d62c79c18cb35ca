package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code git push --mirror} of a project that lived elsewhere. */
@ModuleTest
class MirrorModuleTest {
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
    void mirrorOfAnotherServer() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "somebody");
        local.run("checkout", "-q", "-b", "master");
        local.commit("README.md", "# Orders\n", "Begin");
        local.commit("a.txt", "a", "Add a");
        local.run("tag", "v1.0", "HEAD~1");
        local.run("notes", "add", "-m", "Well done");
        local.run("update-ref", "refs/remotes/origin/master", "HEAD");
        local.run("update-ref", "refs/pull/1/head", "HEAD");
    }

    @Test
    void bringsItsBranchesTagsAndNotesAndNamesWhatItLeavesOut() {
        var answer = local.attempt("push", "--mirror", test.url(test.administrator()));
        assertThat(answer.text())
                .contains("[new branch]      master -> master")
                .contains("[new tag]         v1.0 -> v1.0")
                .contains("refs/pull/1/head")
                .contains("left out: a mirror brings its branches, tags and notes");
        assertThat(local.run("ls-remote", test.url(test.reader())))
                .contains("refs/heads/master", "refs/tags/v1.0", "refs/notes/commits")
                .doesNotContain("refs/pull")
                .doesNotContain("refs/remotes");
    }

    @Test
    void keepsTheNameOfTheDefaultBranch() {
        local.attempt("push", "--mirror", test.url(test.administrator()));
        assertThat(repositories.get(test.repository().id()).defaultBranch()).isEqualTo("master");
        var clone = Git.clone(test.url(test.reader()), folder.resolve("clone"));
        assertThat(clone.run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/master");
        // It is guarded like any default branch.
        local.commit("b.txt", "b", "Add b");
        assertThat(local.attempt("push", test.url(test.administrator()), "master").code())
                .isNotZero();
    }

    @Test
    void isRefusedAsAWholeForAnybodyElseAndWhereItMustBeWhole() {
        for (var push :
                new String[][] {
                    {"push", "--mirror", test.url(test.writer())},
                    {"push", "--mirror", "--atomic", test.url(test.administrator())}
                }) {
            assertThat(local.attempt(push).code()).isNotZero();
            assertThat(source.branches(test.repository())).isEmpty();
        }
    }

    @Test
    void isRefusedAsAWholeForANameThatDeceives() {
        local.run("update-ref", "refs/heads/-x", "HEAD");
        var answer = local.attempt("push", "--mirror", test.url(test.administrator()));
        assertThat(answer.text()).contains("the name must be a name that git accepts");
        assertThat(source.branches(test.repository())).isEmpty();
    }

    @Test
    void leavesNothingOutOnceThereIsABranch() {
        local.attempt("push", "--mirror", test.url(test.administrator()));
        local.run("checkout", "-q", "-b", "topic");
        local.commit("c.txt", "c", "Add c");
        var url = test.url(test.administrator());
        var answer = local.attempt("push", url, "topic", "refs/pull/1/head");
        assertThat(answer.text()).contains("only branches and tags are taken");
        assertThat(source.resolve(test.repository(), "topic")).isEmpty();
    }
}
