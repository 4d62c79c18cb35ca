package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The talk about pull requests. */
@Component("pullRequestComments")
public class Comments {
    private static final int SHOWN = 500;

    private final CommentStore store;
    private final ReviewStory story;
    private final ApplicationEventPublisher events;

    Comments(CommentStore store, ReviewStory story, ApplicationEventPublisher events) {
        this.store = store;
        this.story = story;
        this.events = events;
    }

    @Transactional
    public Comment add(User by, Repository repository, PullRequest pr, String text) {
        var comment = store.add(pr.id(), by.id(), Wording.comment(text));
        story.commented(by.actor(), repository, pr);
        events.publishEvent(new PullRequestCommented(pr, repository, comment, by));
        return comment;
    }

    /** By its author, of the version that was looked at; 409 when it was changed since. */
    @Transactional
    public Comment change(
            User by, Repository repository, PullRequest pr, long id, int seen, String text) {
        var said = own(by, pr, id, seen);
        var wanted = Wording.comment(text);
        if (wanted.equals(said.text())) {
            return said;
        }
        var changed = store.change(id, wanted);
        story.commentChanged(by.actor(), repository, pr, changed, "edited");
        return changed;
    }

    /** By its author, of the version that was looked at; 409 when it was changed since. */
    @Transactional
    public void delete(User by, Repository repository, PullRequest pr, long id, int seen) {
        var said = own(by, pr, id, seen);
        store.delete(id);
        story.commentChanged(by.actor(), repository, pr, said, "deleted");
    }

    /** 404 when the pull request has no such comment. */
    public Comment get(PullRequest pr, long id) {
        return store.find(pr.id(), id).orElseThrow(() -> unknown(pr, id));
    }

    private Comment own(User by, PullRequest pr, long id, int seen) {
        var said = store.lock(pr.id(), id).orElseThrow(() -> unknown(pr, id));
        if (said.author() != by.id()) {
            throw Problem.forbidden(
                    "Comment %d is somebody else's: only who wrote it changes or deletes it."
                            .formatted(id));
        }
        ChangedMeanwhile.refuse(said, seen);
        return said;
    }

    private static Problem unknown(PullRequest pr, long id) {
        return Problem.notFound("Pull request %d has no comment %d.".formatted(pr.number(), id));
    }

    /** Who commented on each, as user ids by the pull request's. */
    public Map<Long, List<Long>> authors(List<PullRequest> some) {
        return store.authors(some.stream().map(PullRequest::id).toList());
    }

    /** Oldest first, at most 500. */
    public List<Comment> of(PullRequest pr) {
        return store.of(pr.id(), SHOWN);
    }
}
