package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.BranchNaming;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class LostTipsModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Source source;
    @Autowired LostTips tips;
    @Autowired LostTipStore store;
    @Autowired Restorations restorations;
    @Autowired GitStore git;
    @Autowired Audit audit;
    @TempDir Path folder;

    private TestProject test;
    private Git local;
    private String lost;

    @BeforeEach
    void losesABranch() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        local.commit("README.md", "# Orders\n", "Begin");
        local.run("remote", "add", "origin", test.url(test.writer()));
        local.run("push", "-q", test.url(test.administrator()), "main");
        local.run("checkout", "-q", "-b", "topic");
        local.commit("a.txt", "a", "One");
        lost = local.commit("a.txt", "b", "Two");
        local.run("push", "-q", "origin", "topic");
        local.run("push", "-q", "origin", ":topic");
    }

    @Test
    void restoresADeletedBranch() {
        var rest = http(test.writer());
        var one = rest.get(address()).json().path("values").get(0);
        assertThat(one.path("name").asString()).isEqualTo("topic");
        assertThat(one.path("tip").asString()).isEqualTo(lost);
        assertThat(one.path("subject").asString()).isEqualTo("Two");
        assertThat(one.path("lostBy").asString()).isEqualTo(test.writer().name());
        var restoration = address() + "/" + one.path("id").asLong() + "/restoration";
        assertThat(http(test.reader()).post(restoration, Map.of()).status()).isEqualTo(403);
        assertThat(rest.post(restoration, Map.of()).json().path("name").asString())
                .isEqualTo("topic");
        assertThat(source.resolve(test.repository(), "topic")).contains(lost);
        assertThat(rest.get(address()).json().path("values")).isEmpty();
        assertThat(audit.entries(Long.MAX_VALUE, 20))
                .anySatisfy(entry -> {
                    assertThat(entry.action()).isEqualTo("branch.restored");
                    assertThat(entry.detail()).contains(lost);
                });
        assertThat(rest.post(restoration, Map.of()).status()).isEqualTo(404);
    }

    @Test
    void restoresBesideABranchThatTookTheName() {
        local.run("push", "-q", "origin", "main:topic");
        assertThat(restorations.restore(test.writer(), test.repository(), first().id()))
                .isEqualTo("restored/topic");
        assertThat(source.resolve(test.repository(), "restored/topic")).contains(lost);
    }

    @Test
    void saysWhoDeletedABranchWhereItsPageWas() {
        var restoration = "/restorable/" + first().id() + "/restoration";
        for (var page : List.of("/browse?at=topic", "/commits?at=topic", "/blame/a.txt?at=topic")) {
            var gone = http(test.writer()).get(test.repository().url() + page);
            assertThat(gone.status()).as(page).isEqualTo(404);
            assertThat(gone.body())
                    .contains(test.writer().name() + " deleted this branch", lost.substring(0, 10))
                    .contains(restoration);
        }
        assertThat(http(test.reader()).get(test.repository().url() + "/browse?at=topic").body())
                .contains("</time>. It was at", "can restore it until")
                .doesNotContain(restoration);
        var compare = test.repository().url() + "/compare?from=main&to=topic";
        assertThat(http(test.reader()).get(compare).body())
                .contains("has no branch topic any more: " + test.writer().name());

        restorations.restore(test.writer(), test.repository(), first().id());
        assertThat(http(test.writer()).get(test.repository().url() + "/browse?at=topic").status())
                .isEqualTo(200);
    }

    /** The name had been taken once, and asks for no open issue again. */
    @Test
    void restoresWhateverNamesTheProjectAsksForSince() {
        projects.nameBranches(
                test.administrator(), test.project(), BranchNaming.of(true, List.of()));
        assertThat(restorations.restore(test.writer(), test.repository(), first().id()))
                .isEqualTo("topic");
    }

    @Test
    void restoresWhatWasOverwrittenAndTags() {
        local.run("push", "-q", "origin", "topic");
        local.run("tag", "-a", "-m", "A tag", "tagged");
        var tag = local.run("rev-parse", "tagged");
        local.run("push", "-q", "origin", "tagged");
        local.run("push", "-q", "origin", ":tagged");
        assertThat(first().isTag()).isTrue();
        assertThat(restorations.restore(test.writer(), test.repository(), first().id()))
                .isEqualTo("tagged");
        assertThat(local.run("ls-remote", "origin", "refs/tags/tagged")).startsWith(tag);

        var other = local.run("commit-tree", "HEAD^{tree}", "-m", "Other");
        local.run("push", "-q", "--force", "origin", other + ":topic");
        assertThat(first().movedTo()).isEqualTo(other);
        assertThat(first().tip()).isEqualTo(lost);
        var page = http(test.reader()).get(test.repository().url() + "/restorable");
        assertThat(page.body()).contains("overwritten by " + test.writer().name());
        assertThat(page.body()).doesNotContain("/restoration");
        assertThat(http(test.writer()).get(test.repository().url() + "/restorable").body())
                .contains("/restorable/" + first().id() + "/restoration");
    }

    @Test
    void hidesWhatIsLostFromGit() {
        assertThat(local.run("ls-remote", "origin")).doesNotContain(lost);
        var clone = Git.clone(test.url(test.writer()), folder.resolve("clone"));
        for (var version : List.of("0", "2")) {
            var answer =
                    clone.attempt("-c", "protocol.version=" + version, "fetch", "origin", lost);
            assertThat(answer.code()).isNotZero();
        }
        var tree = local.run("rev-parse", lost + "^{tree}");
        assertThat(clone.attempt("fetch", "origin", tree).text()).contains("not valid");
        assertThat(clone.attempt("fetch", "origin", GitRepository.TIPS + lost).code()).isNotZero();
        assertThat(local.attempt("push", "origin", ":" + GitRepository.TIPS + lost).text())
                .containsAnyOf("Fairlead's own", "remote ref does not exist");
    }

    @Test
    void letsGoOfTipsAfterThirtyDays() throws IOException {
        end(29, Set.of());
        assertThat(hidden()).hasSize(1);
        end(31, Set.of());
        assertThat(hidden()).isEmpty();
        assertThat(tips.of(test.repository())).isEmpty();
        assertThatThrownBy(() -> restorations.restore(test.writer(), test.repository(), 1))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Tips are kept for 30 days.");
    }

    @Test
    void keepsForGoodWhatARowNames() throws IOException {
        var named = local.run("rev-parse", lost + "~1");
        end(31, Set.of(named));
        assertThat(hidden())
                .singleElement()
                .satisfies(ref -> {
                    assertThat(ref.getName()).isEqualTo("refs/fairlead/keep");
                    assertThat(reaches(ref, named)).isTrue();
                });
        assertThat(tips.of(test.repository())).isEmpty();

        local.run("push", "-q", "origin", "main:again");
        var second = local.commit("c.txt", "c", "Three");
        local.run("push", "-q", "origin", "topic");
        local.run("push", "-q", "origin", ":topic");
        end(31, Set.of(second));
        assertThat(hidden())
                .singleElement()
                .satisfies(ref -> {
                    assertThat(reaches(ref, named)).isTrue();
                    assertThat(reaches(ref, second)).isTrue();
                });
        assertThat(local.run("ls-remote", "origin")).doesNotContain("fairlead");
    }

    private LostTip first() {
        return tips.of(test.repository()).getFirst();
    }

    /** Works as the loop does, also on what other tests have left. */
    private void end(int days, Set<String> named) {
        NamedCommits namer =
                (_, commits) ->
                        commits.stream().filter(named::contains).collect(Collectors.toSet());
        var later = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
        var keeper = new TipKeeper(store, git, List.of(namer), later);
        while (keeper.workOnce()) {}
    }

    private List<Ref> hidden() throws IOException {
        try (var open = git.open(test.repository().id())) {
            return open.getRefDatabase().getRefsByPrefix(GitRepository.HIDDEN);
        }
    }

    private boolean reaches(Ref ref, String commit) {
        try (var open = git.open(test.repository().id());
                var walk = new RevWalk(open)) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(commit)),
                    walk.parseCommit(ref.getObjectId()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String address() {
        return "/api/v1" + test.repository().url() + "/restorable";
    }

    private Http http(User user) {
        return Http.to(settings.baseUrl()).as(user.name(), TestProject.PASSWORD);
    }
}
