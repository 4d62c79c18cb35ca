package dev.fairlead.build;

import dev.fairlead.code.Repository;
import dev.fairlead.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What became of tests from build to build. */
@Component
public class TestHistories {
    private static final int RUNS = 100;
    private static final int FLAKY = 100;

    /** How long a test is remembered as flaky. */
    public static final int FLAKY_DAYS = 30;

    private final TestHistoryStore store;

    TestHistories(TestHistoryStore store) {
        this.store = store;
    }

    /** A test of the repository; 404 for any other. */
    public NamedTest require(Repository repository, long id) {
        return store.find(repository.id(), id)
                .orElseThrow(
                        () -> Problem.notFound("%s has no test %d.".formatted(repository, id)));
    }

    /** Its latest runs, newest first; of one branch or, without one, of all. */
    public List<TestRun> runs(Repository repository, NamedTest test, @Nullable String branch) {
        return branch == null
                ? store.runs(test.id(), RUNS)
                : store.runs(repository.id(), branch, test.id(), RUNS);
    }

    /** Those that passed and failed on the same commit, the most often seen first. */
    public List<FlakyTest> flaky(Repository repository) {
        return store.flaky(repository.id(), FLAKY_DAYS, FLAKY);
    }
}
