package dev.fairlead.build.web;

import dev.fairlead.build.BuildResults.FailedTest;
import dev.fairlead.code.Commit;
import java.util.List;

/**
 * What broke a build.
 *
 * @param since a sentence: until when it was green
 * @param commits what was committed since, newest first
 * @param tests those that failed, the new ones first
 * @param jobs those that failed without a test that did
 */
public record Broke(
        String since, List<Commit> commits, List<FailingTest> tests, List<FailingJob> jobs) {
    /** A failed test and the commit of the build since which it fails. */
    public record FailingTest(FailedTest failed, boolean isNew, Commit commit) {}

    /**
     * The end of what a job said.
     *
     * @param step what failed, as far as it is known; empty otherwise
     */
    public record FailingJob(String name, String step, String failure, LogView lastLines) {}

    /** How many tests fail since this build. */
    public long newTests() {
        return tests.stream().filter(FailingTest::isNew).count();
    }
}
