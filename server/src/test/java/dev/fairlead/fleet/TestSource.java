package dev.fairlead.fleet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Commits that come from nowhere: ten small files, whatever is asked for. */
@TestConfiguration
class TestSource {
    @Bean
    @Primary
    SourceArchive tenFiles() {
        return (_, commit, out) -> write(commit, out);
    }

    private static void write(String commit, OutputStream out) throws IOException {
        try (var tar = new TarArchiveOutputStream(out)) {
            for (var i = 0; i < 10; i++) {
                var bytes = ("file " + i + " of " + commit + "\n").getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry("folder/file" + i + ".txt");
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
    }
}
