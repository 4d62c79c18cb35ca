package dev.fairlead.agent.build;

import dev.fairlead.agent.JobLog;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** Reads the reports of a build's tests; one that cannot be read is said so in the log. */
record TestReports(JobLog log) {
    private static final int MOST_FILES = 5_000;
    private static final int MOST_TESTS = 10_000;
    private static final long LONGEST_FILE = 16L << 20;

    List<TestCase> read(List<Path> files) throws IOException {
        var tests = new ArrayList<TestCase>();
        for (var file : files.subList(0, Math.min(files.size(), MOST_FILES))) {
            read(file, tests);
        }
        if (files.size() > MOST_FILES || tests.size() > MOST_TESTS) {
            log.line("Only %d reports and %d tests are kept.".formatted(MOST_FILES, MOST_TESTS));
        }
        return List.copyOf(tests.subList(0, Math.min(tests.size(), MOST_TESTS)));
    }

    private void read(Path file, List<TestCase> tests) throws IOException {
        if (tests.size() > MOST_TESTS) {
            return;
        }
        if (Files.size(file) > LONGEST_FILE) {
            log.line(
                    "Test report %s is longer than %d bytes, the limit."
                            .formatted(file.getFileName(), LONGEST_FILE));
            return;
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            tests.addAll(JUnitReport.read(in, MOST_TESTS + 1 - tests.size()));
        } catch (XMLStreamException e) {
            log.line(
                    "Test report %s cannot be read: %s"
                            .formatted(file.getFileName(), e.getMessage()));
        }
    }
}
