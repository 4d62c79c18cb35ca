package dev.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.agent.crypto.Sha256;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedArtifactsTest {
    @TempDir Path folder;

    private final AtomicInteger downloads = new AtomicInteger();
    private FetchedArtifacts artifacts;
    private Path kept;

    @BeforeEach
    void start() {
        kept = folder.resolve("artifacts");
        artifacts = new FetchedArtifacts(kept);
    }

    @Test
    void fetchesOnceForAllHosts() throws Exception {
        fetch("bytes", "one");
        fetch("bytes", "two");

        assertThat(folder.resolve("two")).hasContent("bytes");
        assertThat(downloads).hasValue(1);
    }

    @Test
    void fetchesAgainWhatSomebodyChanged() throws Exception {
        fetch("bytes", "one");
        Files.writeString(folder.resolve("one"), "other");

        fetch("bytes", "two");

        assertThat(folder.resolve("two")).hasContent("bytes");
        assertThat(downloads).hasValue(2);
    }

    @Test
    void keepsNothingThatIsNotWhatItShouldBe() throws Exception {
        var wanted = artifact("bytes");

        assertThatThrownBy(() ->
                        artifacts.into(
                                folder.resolve("one"), wanted, () -> source("evil!"), () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected " + wanted.sha256());
        assertThat(kept)
                .satisfiesAnyOf(
                        it -> assertThat(it).doesNotExist(),
                        it -> assertThat(it).isEmptyDirectory());
    }

    @Test
    void keepsTheLastThreeAndTakesNothingFromAJob() throws Exception {
        for (var version : new String[] {"1", "2", "3", "4", "5"}) {
            fetch(version, "of " + version);
        }

        assertThat(Folders.list(kept)).hasSize(3);
        assertThat(folder.resolve("of 1")).hasContent("1");
    }

    @Test
    void letsTwoJobsShareOneDownload() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var first =
                    both.submit(() -> {
                        artifacts.into(
                                folder.resolve("one"),
                                artifact("bytes"),
                                () -> {
                                    begun.countDown();
                                    goOn.await();
                                    return source("bytes");
                                },
                                () -> false);
                        return true;
                    });
            begun.await();
            assertThatThrownBy(() -> fetch("bytes", "stopped", true))
                    .hasMessageContaining("The job ended before app.jar was fetched.");
            var second = both.submit(() -> fetch("bytes", "two", false));
            goOn.countDown();
            first.get();
            second.get();
        }

        assertThat(folder.resolve("two")).hasContent("bytes");
        assertThat(downloads).hasValue(1);
    }

    private void fetch(String text, String file) throws Exception {
        fetch(text, file, false);
    }

    private Path fetch(String text, String file, boolean stop) throws Exception {
        var to = folder.resolve(file);
        artifacts.into(to, artifact(text), () -> source(text), () -> stop);
        return to;
    }

    private ByteArrayInputStream source(String text) {
        downloads.incrementAndGet();
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Artifact artifact(String text) {
        var digest = Sha256.of(0);
        digest.update(text.getBytes(StandardCharsets.UTF_8), text.length());
        return new Artifact("app.jar", digest.hex(), text.length());
    }
}
