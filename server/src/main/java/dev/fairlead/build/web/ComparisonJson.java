package dev.fairlead.build.web;

import dev.fairlead.build.Comparison;
import dev.fairlead.build.Comparison.FileChange;
import dev.fairlead.build.Comparison.StepChange;
import dev.fairlead.build.Comparison.TestChange;
import dev.fairlead.code.Commit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A build beside an earlier one, as scripts read it. */
record ComparisonJson(
        long earlier,
        long build,
        List<String> commits,
        List<String> missing,
        List<Test> tests,
        List<StepChange> steps,
        List<FileChange> artifacts) {
    /** A test that went another way; milliseconds are null where it did not run. */
    record Test(
            long id,
            String suite,
            String name,
            String kind,
            @Nullable Long before,
            @Nullable Long after) {}

    static ComparisonJson of(Comparison comparison) {
        return new ComparisonJson(
                comparison.earlier().id(),
                comparison.build().id(),
                comparison.commits().stream().map(Commit::sha).toList(),
                comparison.missing().stream().map(Commit::sha).toList(),
                comparison.tests().stream().map(ComparisonJson::test).toList(),
                comparison.steps(),
                comparison.files());
    }

    private static Test test(TestChange change) {
        return new Test(
                change.test().id(),
                change.test().suite(),
                change.test().name(),
                change.kind().word(),
                change.before(),
                change.after());
    }
}
