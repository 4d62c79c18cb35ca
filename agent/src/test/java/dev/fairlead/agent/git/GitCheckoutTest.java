package dev.fairlead.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git, from folders of this machine. */
class GitCheckoutTest {
    private static final Checkout ALL = checkout(0, false);

    @TempDir Path folder;
    private RealRepository origin;
    private Path work;
    private GitCheckout checkout;

    @BeforeEach
    void begin() throws Exception {
        origin = RealRepository.init(folder.resolve("origin"));
        work = folder.resolve("work");
        checkout = new GitCheckout(work);
        origin.commit("a.txt", "one");
        origin.git("tag", "1.0.0");
    }

    @Test
    void hasTheWholeHistoryAndTheTags() throws Exception {
        var commit = origin.commit("a.txt", "two");

        var made = make("w", ALL, new CheckoutJob(origin.folder(), commit));

        assertThat(made.resolve("a.txt")).hasContent("two");
        assertThat(RealRepository.git(made, "rev-parse", "HEAD")).isEqualTo(commit);
        assertThat(RealRepository.git(made, "rev-list", "--count", "HEAD")).isEqualTo("2");
        assertThat(RealRepository.git(made, "describe", "--tags")).startsWith("1.0.0-1-g");
        assertThat(RealRepository.git(made, "status", "--porcelain")).isEmpty();
    }

    @Test
    void hasAsManyCommitsAsThePlanAsksFor() throws Exception {
        origin.commit("a.txt", "two");
        var commit = origin.commit("a.txt", "three");

        var made = make("w", checkout(2, false), new CheckoutJob(origin.folder(), commit));

        assertThat(RealRepository.git(made, "rev-list", "--count", "HEAD")).isEqualTo("2");
        assertThat(RealRepository.git(made, "tag")).isEmpty();
    }

    @Test
    void reachesNeitherTheMirrorNorTheTicket() throws Exception {
        var commit = origin.commit("a.txt", "two");
        var made = make("w", ALL, new CheckoutJob(origin.folder(), commit));

        assertThat(RealRepository.git(made, "remote")).isEmpty();
        assertThat(made.resolve(".git/objects/info/alternates")).doesNotExist();
        for (var file : files(folder)) {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(text).as(file.toString()).doesNotContain("secret-ticket");
            if (file.startsWith(made)) {
                assertThat(text).as(file.toString()).doesNotContain("mirrors", "origin");
                assertThat(Files.getAttribute(file, "unix:nlink")).as(file.toString()).isEqualTo(1);
            }
        }
    }

    @Test
    void fetchesOnlyWhatIsNewIntoAMirrorThatItKeeps() throws Exception {
        make("first", ALL, new CheckoutJob(origin.folder(), origin.git("rev-parse", "HEAD")));
        var before = files(work.resolve("mirrors/1.git/objects"));
        var commit = origin.commit("b.txt", "new");

        var made = make("second", ALL, new CheckoutJob(origin.folder(), commit));

        assertThat(made.resolve("b.txt")).hasContent("new");
        assertThat(files(work.resolve("mirrors/1.git/objects"))).containsAll(before);
    }

    /** What a mirror has need not be fetched. */
    @Test
    void asksNobodyForACommitThatItHas() throws Exception {
        var commit = origin.git("rev-parse", "HEAD");
        make("first", ALL, new CheckoutJob(origin.folder(), commit));
        var gone = new CheckoutJob(folder.resolve("nowhere"), commit);

        assertThat(make("second", checkout(1, false), gone).resolve("a.txt")).hasContent("one");
    }

    @Test
    void beginsAMirrorAnewThatWasLeftBroken() throws Exception {
        var commit = origin.git("rev-parse", "HEAD");
        make("first", ALL, new CheckoutJob(origin.folder(), commit));
        Files.writeString(work.resolve("mirrors/1.git/HEAD"), "nothing that git knows");
        Files.delete(work.resolve("mirrors/1.git/config"));

        assertThat(make("second", ALL, new CheckoutJob(origin.folder(), commit)).resolve("a.txt"))
                .hasContent("one");
    }

    @Test
    void runsNothingThatTheCommitNames() throws Exception {
        origin.git("config", "filter.evil.smudge", "touch " + folder.resolve("smudged"));
        var commit = origin.commit(".gitattributes", "*.txt filter=evil\n");

        make("w", ALL, new CheckoutJob(origin.folder(), commit));

        assertThat(folder.resolve("smudged")).doesNotExist();
    }

    @Test
    void laysSubmodulesOfSubmodules() throws Exception {
        var deep = RealRepository.init(folder.resolve("deep"));
        var deepCommit = deep.commit("d.txt", "deep");
        var library = RealRepository.init(folder.resolve("library"));
        library.commit("l.txt", "library");
        library.link("inner", "../deep.git", deepCommit);
        var libraryCommit = library.commit();
        origin.link("libs/l", "../library.git", libraryCommit);
        var commit = origin.commit();
        var job =
                new CheckoutJob(origin.folder(), commit)
                        .with("../library.git", 2, library.folder())
                        .with("../deep.git", 3, deep.folder());

        var made = make("w", checkout(1, true), job);

        assertThat(made.resolve("libs/l/l.txt")).hasContent("library");
        assertThat(made.resolve("libs/l/inner/d.txt")).hasContent("deep");
        assertThat(RealRepository.git(made, "status", "--porcelain")).isEmpty();
        assertThat(make("without", checkout(1, false), job).resolve("libs/l")).isEmptyDirectory();
    }

    @Test
    void saysWhichSubmoduleTheServerRefuses() throws Exception {
        origin.link("x", "https://elsewhere.example/x.git", "1".repeat(40));
        var job = new CheckoutJob(origin.folder(), origin.commit());

        assertThatThrownBy(() -> make("w", checkout(1, true), job))
                .hasMessage("https://elsewhere.example/x.git is refused");
    }

    @Test
    void saysThatGitLfsIsMissing() throws Exception {
        var wish = new Checkout(Checkout.How.GIT, 1, false, true);
        var job = new CheckoutJob(origin.folder(), origin.git("rev-parse", "HEAD"));
        var bare = new GitProgram("/nowhere", work.resolve("git"));

        assertThatThrownBy(() -> new GitCheckout(work, bare).into(folder, wish, job))
                .hasMessageStartingWith("The job wants a real .git, and this agent has no git.");
        if (!GitProgram.in(work).has("git-lfs")) {
            assertThatThrownBy(() -> make("w", wish, job))
                    .hasMessageStartingWith("The job wants files of git-lfs, and this agent does");
        }
    }

    private Path make(String name, Checkout wish, CheckoutJob job)
            throws IOException, InterruptedException {
        var workspace = Files.createDirectories(folder.resolve("spaces").resolve(name));
        checkout.into(workspace, wish, job);
        return workspace;
    }

    private static Checkout checkout(int depth, boolean submodules) {
        return new Checkout(Checkout.How.GIT, depth, submodules, false);
    }

    private static List<Path> files(Path below) throws IOException {
        try (var all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
