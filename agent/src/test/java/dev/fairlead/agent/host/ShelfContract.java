package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.agent.crypto.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stays of the artifacts that were brought to a host, wherever it lies. */
interface ShelfContract {
    /** Where they lie, by digest. */
    Path shelves();

    /** Brings an artifact of one byte, as a step that runs the command, or none. */
    void bring(String step, String command, String bytes) throws Exception;

    @Test
    default void keepsThreeThatWereInstalledAndTheLatestThatWaits() throws Exception {
        for (var bytes : List.of("a", "b", "c", "d")) {
            bring("fetch", "", bytes);
            bring("install", "true", bytes);
        }
        for (var bytes : List.of("e", "f")) {
            bring("fetch", "", bytes);
        }
        for (var bytes : List.of("b", "c", "d", "f")) {
            assertThat(shelves().resolve(sha256(bytes)).resolve("app.jar")).hasContent(bytes);
        }
        try (var all = Files.list(shelves())) {
            assertThat(all).hasSize(4);
        }
    }

    static String sha256(String text) throws IOException {
        var file = Files.createTempFile("text", null);
        try {
            return Sha256.of(Files.writeString(file, text));
        } finally {
            Files.delete(file);
        }
    }
}
