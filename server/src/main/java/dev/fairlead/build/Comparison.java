package dev.fairlead.build;

import dev.fairlead.code.Commit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is different in a build beside an earlier one of the repository.
 *
 * @param commits what the build has and the earlier one has not, newest first
 * @param missing what the earlier one has and the build has not
 * @param tests by kind, the worst first; at most so many of a kind
 * @param steps all of both, in the order of the build's jobs
 * @param files those that differ
 */
public record Comparison(
        Build earlier,
        Build build,
        List<Commit> commits,
        List<Commit> missing,
        List<TestChange> tests,
        List<StepChange> steps,
        List<FileChange> files) {
    /** What became of a test, the worst first. */
    public enum Kind {
        BROKEN,
        FIXED,
        SLOWER,
        ADDED,
        REMOVED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One test; milliseconds are null where it did not run. */
    public record TestChange(
            NamedTest test, Kind kind, @Nullable Long before, @Nullable Long after) {}

    /** One step of a job; milliseconds are null where it did not run. */
    public record StepChange(
            String job, String step, @Nullable Long before, @Nullable Long after) {}

    /** One artifact; sizes are null where it was not kept. */
    public record FileChange(String name, @Nullable Long before, @Nullable Long after) {}
}
