package dev.fairlead.review;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pull requests of all repositories. */
@Component
public class PullRequests {
    private final PullRequestStore store;
    private final Opening opening;
    private final Amending amending;
    private final PullRequestSearch search;
    private final Approving approving;
    private final Merging merging;
    private final Assessor assessor;
    private final People people;
    private final Repositories repositories;

    PullRequests(
            PullRequestStore store,
            Opening opening,
            Amending amending,
            PullRequestSearch search,
            Approving approving,
            Merging merging,
            Assessor assessor,
            People people,
            Repositories repositories) {
        this.store = store;
        this.opening = opening;
        this.amending = amending;
        this.search = search;
        this.approving = approving;
        this.merging = merging;
        this.assessor = assessor;
        this.people = people;
        this.repositories = repositories;
    }

    /** Opens one; 409 as {@link AlreadyOpen}, {@link NothingToMerge} or {@link UnfitReviewers}. */
    public PullRequest open(User by, Repository repository, Proposal wanted) {
        return opening.open(by, repository, wanted);
    }

    /**
     * Changes what it says, where it goes or who is asked. For its author and whoever may write;
     * 409 as {@link ChangedMeanwhile} when it is not at the version that was looked at.
     */
    public PullRequest amend(User by, Repository repository, int number, Amendment wanted) {
        amending.amend(by, repository, get(repository, number), wanted);
        return get(repository, number);
    }

    /** 403 for who may read it and not amend it. */
    public void requireMayAmend(User user, Repository repository, PullRequest pullRequest) {
        people.requireMayAmend(user, repository, pullRequest);
    }

    /** 404 when there is none of that number. */
    public PullRequest get(Repository repository, int number) {
        return store.byNumber(repository.id(), number)
                .orElseThrow(() ->
                        Problem.notFound(repository + " has no pull request " + number + "."));
    }

    /** By id; those that there are not are missing. */
    public Map<Long, PullRequest> byIds(Collection<Long> ids) {
        return store.byIds(ids).stream()
                .collect(Collectors.toMap(PullRequest::id, Function.identity()));
    }

    public PullRequest byId(long id) {
        return store.byId(id)
                .orElseThrow(() -> new IllegalStateException("no pull request has id " + id));
    }

    /** Newest first, at most {@code limit} of them, before the given id (exclusive). */
    public List<PullRequest> of(
            Repository repository, PullRequest.@Nullable State state, long before, int limit) {
        return store.of(List.of(repository.id()), state, before, limit);
    }

    /** The most recently changed first. */
    public List<PullRequest> find(
            Repository repository, PullRequestFilter filter, int offset, int limit) {
        return search.find(repository.id(), filter, offset, limit);
    }

    /** Those of all repositories of a project, newest first. */
    public List<PullRequest> of(Project project, PullRequest.@Nullable State state, int limit) {
        var ids = repositories.of(project).stream().map(Repository::id).toList();
        return store.of(ids, state, Long.MAX_VALUE, limit);
    }

    /** Newest first. */
    public List<PullRequest> ofIssue(String issueKey) {
        return store.ofIssue(issueKey);
    }

    /** The open or else the latest pull request whose source is this branch. */
    public Optional<PullRequest> ofBranch(Repository repository, String branch) {
        return store.ofBranch(repository.id(), branch);
    }

    /** Its commits, writers, approvals and checks, read afresh. */
    public Review review(Repository repository, PullRequest pullRequest) {
        return assessor.assess(repository, pullRequest).review();
    }

    /** The same for one viewer, whom the branch rules may keep from merging. */
    public Review review(User viewer, Repository repository, PullRequest pullRequest) {
        return assessor.review(viewer, repository, pullRequest);
    }

    /** Approves exactly the head that was shown; 409 when it has moved since. */
    public void approve(User by, Repository repository, int number, @Nullable String shownHead) {
        approving.approve(by, repository, get(repository, number), shownHead);
    }

    /** Takes an approval of the present head back. */
    public void withdraw(User by, Repository repository, int number) {
        approving.withdraw(by, repository, get(repository, number));
    }

    /** Merges when every check holds; 409 naming those that do not. */
    public PullRequest merge(User by, Repository repository, int number) {
        return merge(by, repository, number, null);
    }

    /** As above, and only at the version that was looked at, where one is given. */
    public PullRequest merge(User by, Repository repository, int number, @Nullable Integer seen) {
        merging.merge(by, repository, get(repository, number), seen);
        return get(repository, number);
    }

    public PullRequest decline(User by, Repository repository, int number, @Nullable Integer seen) {
        return opening.decline(by, repository, get(repository, number), seen, "");
    }

    public PullRequest reopen(User by, Repository repository, int number, @Nullable Integer seen) {
        return opening.reopen(by, repository, get(repository, number), seen);
    }
}
