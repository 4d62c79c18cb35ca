package dev.fairlead.local;

import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came of a job, for whoever ran it. */
final class Summary {
    private static final int MOST_FAILURES = 20;

    private Summary() {}

    /**
     * @param kept where its files are
     */
    static List<String> of(Built built, Path kept) {
        var lines = new ArrayList<String>();
        if (!built.tests().isEmpty()) {
            lines.add(
                    "%d tests: %d passed, %d failed, %d skipped"
                            .formatted(
                                    built.tests().size(),
                                    count(built, Verdict.PASSED),
                                    count(built, Verdict.FAILED),
                                    count(built, Verdict.SKIPPED)));
        }
        built.tests().stream()
                .filter(test -> test.verdict() == Verdict.FAILED)
                .limit(MOST_FAILURES)
                .forEach(test -> lines.add("failed: %s %s".formatted(test.suite(), test.name())));
        var coverage = built.coverage();
        if (coverage != null) {
            lines.add(
                    "%d of %d lines and %d of %d branches covered"
                            .formatted(
                                    coverage.linesCovered(),
                                    coverage.lines(),
                                    coverage.branchesCovered(),
                                    coverage.branches()));
        }
        for (var file : built.artifacts()) {
            lines.add("kept %s (%d bytes)".formatted(kept.resolve(file.name()), file.size()));
        }
        return lines;
    }

    private static long count(Built built, Verdict verdict) {
        return built.tests().stream().map(TestCase::verdict).filter(verdict::equals).count();
    }
}
