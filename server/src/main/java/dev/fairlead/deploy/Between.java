package dev.fairlead.deploy;

import dev.fairlead.code.Authorship;
import dev.fairlead.code.Repository;
import dev.fairlead.issue.Issue;
import dev.fairlead.release.Release;
import dev.fairlead.review.PullRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two releases, or what two environments run.
 *
 * @param onward what the second has and the first has not: it would go on
 * @param lost what the first has and the second has not: going back would lose it
 */
public record Between(Side from, Side to, Repository repository, Changes onward, Changes lost) {
    /**
     * One end.
     *
     * @param name of the environment, or the version
     * @param version that it runs; empty for an environment that runs nothing that is known
     * @param commit null before the repository's first push
     */
    public record Side(String name, String version, @Nullable String commit) {
        /** {@code "staging (1.9.0)"}, {@code "1.9.0"}. */
        public String words() {
            if (name.equals(version)) {
                return name;
            }
            return name + (version.isEmpty() ? " (nothing yet)" : " (" + version + ")");
        }
    }

    /**
     * The changes on one way, newest first, as many as are shown.
     *
     * @param count of all its commits
     * @param capped whether there are still more than were counted
     */
    public record Changes(
            List<Change> releases, List<Authorship> commits, int count, boolean capped) {
        public boolean isEmpty() {
            return count == 0;
        }
    }

    /** A merged pull request with its release; issue is null for none. */
    public record Change(Release release, PullRequest pullRequest, @Nullable Issue issue) {}
}
