package dev.fairlead.build;

import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.util.List;

/** What a build did: its jobs' steps in order, its failed tests, the files it kept. */
public record BuildResults(
        List<Step> steps, List<FailedTest> failedTests, List<BuildArtifact> artifacts) {
    /**
     * One step of a job, which is its position. Exit code is −1 when it was killed; first line is
     * its first in the log.
     */
    public record Step(int job, String name, int exitCode, long millis, long firstLine) {
        public boolean passed() {
            return exitCode == 0;
        }
    }

    /**
     * One run of a test, whose id is that of the test in its repository.
     *
     * @param flaky whether it passed and failed on the build's commit
     */
    public record Test(
            long id,
            int job,
            String suite,
            String name,
            Verdict verdict,
            long millis,
            String detail,
            boolean flaky) {
        public String title() {
            return new NamedTest(id, suite, name).title();
        }
    }

    /**
     * A test that failed.
     *
     * @param since the build of this branch since which it fails without a break
     * @param commit what that build built
     */
    public record FailedTest(Test test, long since, String commit) {
        /** The first line of what it said. */
        public String line() {
            return test.detail().lines().findFirst().orElse("").strip();
        }
    }
}
