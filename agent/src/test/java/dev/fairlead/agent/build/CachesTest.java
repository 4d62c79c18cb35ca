package dev.fairlead.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.JobSpec.RunBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachesTest {
    private static final RunBuild.Caches MAIN = new RunBuild.Caches("1/protected", null);
    private static final RunBuild.Caches BRANCH = new RunBuild.Caches("1/branch/a", "1/protected");

    @TempDir Path folder;
    private Caches caches;

    @BeforeEach
    void open() {
        caches = new Caches(folder.resolve("caches"));
    }

    @Test
    void givesOneJobWhatAnotherLeft() throws IOException, InterruptedException {
        var first = begin(MAIN, "1");
        fill(first);
        caches.ended(MAIN, first);

        assertThat(begin(MAIN, "2")).isEqualTo(first);
        assertThat(begin(MAIN, "3")).isEqualTo(first);
    }

    /** Maven's wrapper takes a folder that is still being copied for a whole Maven. */
    @Test
    void showsNobodyACacheThatTheFirstJobIsFilling() throws IOException, InterruptedException {
        var first = begin(MAIN, "1");
        fill(first);

        var second = begin(MAIN, "2");
        var branch = begin(BRANCH, "3");

        assertThat(second.get(".m2")).isEmptyDirectory().startsWith(folder.resolve("2"));
        assertThat(branch.get(".m2")).isEmptyDirectory();
    }

    @Test
    void keepsACacheToItsFirstJobWhenAnotherEndsMeanwhile()
            throws IOException, InterruptedException {
        fill(begin(MAIN, "1"));
        caches.ended(MAIN, begin(MAIN, "2"));

        assertThat(begin(MAIN, "3").get(".m2")).isEmptyDirectory();
    }

    @Test
    void beginsABranchWithACopyOfWhatMainLeft() throws IOException, InterruptedException {
        var main = begin(MAIN, "1");
        fill(main);
        caches.ended(MAIN, main);

        var branch = begin(BRANCH, "2");

        assertThat(branch.get(".m2").resolve("maven")).hasContent("whole");
        assertThat(branch.get(".m2")).isNotEqualTo(main.get(".m2"));
    }

    private Map<String, Path> begin(RunBuild.Caches wanted, String job)
            throws IOException, InterruptedException {
        return caches.of(wanted, folder.resolve(job));
    }

    private static void fill(Map<String, Path> folders) throws IOException {
        for (var tool : folders.values()) {
            Files.writeString(tool.resolve("maven"), "whole");
        }
    }
}
