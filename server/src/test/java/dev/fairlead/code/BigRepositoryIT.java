package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files and many objects in a small heap: a tenth of it here, all of it in the long run. */
class BigRepositoryIT {
    private static final boolean LONG = Boolean.getBoolean("fairlead.long");
    private static final int FILES = LONG ? 10 : 1;
    private static final int FILE_BYTES = 20 << 20;
    private static final int COMMITS = LONG ? 33_500 : 3_350;

    @TempDir Path folder;

    @Test
    void takesLargeFilesAndGivesManyObjects() throws IOException {
        try (var server = FairleadProcess.serverOfHeap("512m", Map.of())) {
            var http = Http.to(server.url()).as("admin", FairleadProcess.ADMIN_PASSWORD);
            assertThat(http.post("/api/v1/projects", Map.of("key", "BIG", "name", "B")).status())
                    .isEqualTo(201);
            pushLargeFiles(url(http, server, "large"));
            pushManyObjects(url(http, server, "many"));
            assertThat(server.output()).doesNotContain("OutOfMemoryError");
        }
    }

    private static String url(Http http, FairleadProcess server, String slug) {
        var made = http.post("/api/v1/projects/BIG/repositories", Map.of("slug", slug));
        assertThat(made.status()).isEqualTo(201);
        return "http://admin:%s@%s/scm/BIG/%s.git"
                .formatted(FairleadProcess.ADMIN_PASSWORD, server.url().getAuthority(), slug);
    }

    /** Bytes that do not compress, in one push. */
    private void pushLargeFiles(String url) throws IOException {
        var large = Files.createDirectory(folder.resolve("large"));
        var git = Git.init(large, "admin");
        var random = new Random(1);
        var bytes = new byte[FILE_BYTES];
        for (var file = 0; file < FILES; file++) {
            random.nextBytes(bytes);
            Files.write(large.resolve("file-" + file), bytes);
        }
        git.commit("README.md", "Large", "Begin");
        git.run("push", "-q", url, "main");
        var clone = Git.clone(url, folder.resolve("large-clone"));
        assertThat(clone.run("fsck", "--full", "--strict")).isEmpty();
        assertThat(clone.run("rev-parse", "HEAD^{tree}"))
                .isEqualTo(git.run("rev-parse", "HEAD^{tree}"));
    }

    private void pushManyObjects(String url) throws IOException {
        var many = Files.createDirectory(folder.resolve("many"));
        var git = Git.init(many, "admin");
        importCommits(many);
        git.run("push", "-q", url, "main");
        var clone = Git.clone(url, folder.resolve("many-clone"));
        assertThat(clone.run("fsck", "--full", "--strict")).isEmpty();
        var objects = clone.run("rev-list", "--objects", "--all").lines().count();
        assertThat(objects).isGreaterThanOrEqualTo(COMMITS * 3L);
    }

    /** Each commit is three objects: itself, its tree and a file. */
    private static void importCommits(Path folder) throws IOException {
        var git =
                new ProcessBuilder("git", "fast-import", "--quiet")
                        .directory(folder.toFile())
                        .start();
        try (var out = new BufferedOutputStream(git.getOutputStream(), 1 << 16)) {
            for (var commit = 0; commit < COMMITS; commit++) {
                var text =
                        """
                        commit refs/heads/main
                        committer A <a@example.com> %d +0000
                        data 3
                        One
                        M 100644 inline file-%d
                        data 8
                        %08d
                        """
                                .formatted(1_600_000_000 + commit, commit % 200, commit);
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            assertThat(git.waitFor()).isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
