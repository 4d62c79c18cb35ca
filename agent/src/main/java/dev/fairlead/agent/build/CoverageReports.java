package dev.fairlead.agent.build;

import dev.fairlead.agent.JobLog;
import dev.fairlead.protocol.Outcome.Built.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads a job's reports of coverage; one that cannot be read is said so in the log. */
record CoverageReports(JobLog log) {
    private static final int MOST_FILES = 500;
    private static final long LONGEST_FILE = 64L << 20;

    /** Their sum; null where there is none. */
    @Nullable Coverage read(List<Path> files) throws IOException {
        if (files.size() > MOST_FILES) {
            log.line("Only %d reports of coverage are read.".formatted(MOST_FILES));
        }
        Coverage sum = null;
        for (var file : files.subList(0, Math.min(files.size(), MOST_FILES))) {
            var one = read(file);
            if (one != null) {
                sum = sum == null ? one : sum.plus(one);
            }
        }
        return sum;
    }

    private @Nullable Coverage read(Path file) throws IOException {
        if (Files.size(file) > LONGEST_FILE) {
            log.line(
                    "Coverage report %s is longer than %d bytes, the limit."
                            .formatted(file.getFileName(), LONGEST_FILE));
            return null;
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return CoverageReport.read(in);
        } catch (XMLStreamException e) {
            log.line(
                    "Coverage report %s cannot be read: %s"
                            .formatted(file.getFileName(), e.getMessage()));
            return null;
        }
    }
}
