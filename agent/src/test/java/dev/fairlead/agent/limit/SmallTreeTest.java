package dev.fairlead.agent.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallTreeTest {
    @TempDir Path folder;

    @Test
    void countsFilesAndFoldersInBlocks() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("one"), "x");
        Files.write(folder.resolve("two"), new byte[4_097]);
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/usr"));

        // Three folders, one block, two blocks, and a link of which only itself counts.
        assertThat(bytes()).hasValue((3 + 1 + 2 + 1) * 4_096);
    }

    @Test
    void leavesWhatIsMoreThanAnyJobIsSureOfToAProgram() throws IOException {
        Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        assertThat(bytes()).isEmpty();

        Files.delete(folder.resolve("large"));
        for (var i = 0; i < 300; i++) {
            Files.write(folder.resolve("file-" + i), new byte[1]);
        }
        assertThat(bytes()).isEmpty();
    }

    @Test
    void leavesWhatHasManyNamesToAProgram() throws IOException {
        for (var i = 0; i < 1_001; i++) {
            Files.createFile(folder.resolve("empty-" + i));
        }
        assertThat(bytes()).isEmpty();
    }

    private OptionalLong bytes() throws IOException {
        return SmallTree.bytes(List.of(folder));
    }
}
