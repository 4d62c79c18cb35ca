package dev.fairlead.build;

import dev.fairlead.code.Repository;
import org.springframework.stereotype.Component;

/** Counts how builds went; of few of the latest, so that it is never slow. */
@Component
public class BuildStatistics {
    private static final int COUNTED = 100;
    private static final int COUNTED_FOR_TESTS = 5;
    private static final int SLOWEST = 15;

    private final BuildStore builds;
    private final StatisticsStore store;
    private final CoverageStore coverage;

    BuildStatistics(BuildStore builds, StatisticsStore store, CoverageStore coverage) {
        this.builds = builds;
        this.store = store;
        this.coverage = coverage;
    }

    /** How the last hundred builds of a branch went. */
    public Statistics of(Repository repository, String branch) {
        var ended = builds.ended(repository.id(), branch, COUNTED);
        var latest = ended.stream().limit(COUNTED_FOR_TESTS).toList();
        return new Statistics(
                branch,
                ended,
                coverage.of(ended.stream().map(Build::id).toList()),
                store.steps(ended, SLOWEST),
                store.tests(latest, SLOWEST));
    }
}
