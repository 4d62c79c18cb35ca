package dev.fairlead.build;

import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import dev.fairlead.protocol.StoredFile;
import java.util.List;

/**
 * Reads what an agent reported. The agent runs code that nobody reviewed, so nothing it says is
 * taken at any length: what is too much is cut, never refused, for the build has ended.
 */
final class Outcomes {
    static final int MAX_TESTS = 10_000;
    private static final int MAX_STEPS = 50;
    private static final int MAX_ARTIFACTS = 1_000;
    private static final int MAX_NAME = 500;
    private static final int MAX_DETAIL = 4_000;

    private Outcomes() {}

    static Outcome.Built built(Outcome outcome) {
        if (!(outcome instanceof Outcome.Built built)) {
            return new Outcome.Built(
                    "the agent reported something else than a build",
                    List.of(),
                    List.of(),
                    List.of());
        }
        return new Outcome.Built(
                text(built.failure(), MAX_DETAIL),
                built.steps().stream().limit(MAX_STEPS).map(Outcomes::step).toList(),
                built.tests().stream().limit(MAX_TESTS).map(Outcomes::test).toList(),
                built.artifacts().stream().limit(MAX_ARTIFACTS).map(Outcomes::file).toList(),
                built.coverage());
    }

    static Build.Tests count(List<TestCase> tests) {
        return new Build.Tests(
                count(tests, Verdict.PASSED),
                count(tests, Verdict.FAILED),
                count(tests, Verdict.SKIPPED));
    }

    /**
     * Why the build failed, in a sentence; empty when it passed. Failed tests say more than the
     * code of the step that ran them, and fail a build whose steps ignored them.
     */
    static String failure(Outcome.Built built) {
        var failed = count(built.tests(), Verdict.FAILED);
        if (failed > 0) {
            return failed == 1 ? "1 test failed" : failed + " tests failed";
        }
        return built.failure();
    }

    private static int count(List<TestCase> tests, Verdict verdict) {
        return (int) tests.stream().filter(test -> test.verdict() == verdict).count();
    }

    private static StepRun step(StepRun step) {
        return new StepRun(
                text(step.name(), MAX_NAME), step.exitCode(), step.millis(), step.firstLine());
    }

    private static TestCase test(TestCase test) {
        return new TestCase(
                text(test.suite(), MAX_NAME),
                text(test.name(), MAX_NAME),
                test.verdict(),
                test.millis(),
                text(test.detail(), MAX_DETAIL));
    }

    private static StoredFile file(StoredFile file) {
        return new StoredFile(text(file.name(), MAX_NAME), file.sha256(), file.size());
    }

    /** PostgreSQL's text holds every character but NUL. */
    private static String text(String text, int limit) {
        var clean = text.replace("\0", "");
        return clean.length() <= limit ? clean : clean.substring(0, limit - 1) + "…";
    }
}
