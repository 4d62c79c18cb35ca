package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pull requests of all repositories. */
@Component
public class PullRequests {
    public PullRequest open(
            User by,
            Repository repository,
            String title,
            String description,
            String source,
            String target) {
        throw new UnsupportedOperationException();
    }

    /** 404 when there is none of that number. */
    public PullRequest get(Repository repository, int number) {
        throw new UnsupportedOperationException();
    }

    public PullRequest byId(long id) {
        throw new UnsupportedOperationException();
    }

    public List<PullRequest> of(Repository repository, PullRequest.@Nullable State state) {
        throw new UnsupportedOperationException();
    }

    public List<PullRequest> ofIssue(String issueKey) {
        throw new UnsupportedOperationException();
    }

    /** The open or else the latest pull request whose source is this branch. */
    public Optional<PullRequest> ofBranch(Repository repository, String branch) {
        throw new UnsupportedOperationException();
    }

    public List<MergeCheck> checks(Repository repository, PullRequest pullRequest) {
        throw new UnsupportedOperationException();
    }

    /** Approves exactly the head that was shown; 409 when it has moved since. */
    public void approve(User by, Repository repository, int number, @Nullable String shownHead) {
        throw new UnsupportedOperationException();
    }

    /** Merges when every check holds; 409 naming those that do not. */
    public PullRequest merge(User by, Repository repository, int number) {
        throw new UnsupportedOperationException();
    }
}
