package dev.fairlead.release;

import dev.fairlead.code.Authorship;
import dev.fairlead.review.PullRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a release brings: exactly one merged pull request, its commits and who wrote each. */
public record ReleaseContents(PullRequest pullRequest, List<Authorship> commits) {
    public Set<Long> writers() {
        var writers = new TreeSet<Long>();
        commits.forEach(commit -> writers.addAll(commit.writers()));
        return writers;
    }
}
