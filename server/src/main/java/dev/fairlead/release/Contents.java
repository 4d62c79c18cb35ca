package dev.fairlead.release;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Source;
import dev.fairlead.review.PullRequests;
import org.springframework.stereotype.Component;

/** Tells what a release contains. */
@Component
public class Contents {
    private final PullRequests pullRequests;
    private final Repositories repositories;
    private final Source source;

    Contents(PullRequests pullRequests, Repositories repositories, Source source) {
        this.pullRequests = pullRequests;
        this.repositories = repositories;
        this.source = source;
    }

    /** What its merge brought into the branch, newest first. */
    public ReleaseContents of(Release release) {
        var repository = repositories.get(release.repositoryId());
        var pullRequest = pullRequests.byId(release.pullRequest());
        var before = source.commit(repository, release.mergeCommit()).parents().getFirst();
        return new ReleaseContents(
                pullRequest, source.authorship(repository, before, pullRequest.head()));
    }
}
