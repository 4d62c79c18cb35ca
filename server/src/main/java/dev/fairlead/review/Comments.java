package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The talk about pull requests. */
@Component("pullRequestComments")
public class Comments {
    private static final int SHOWN = 500;

    private final CommentStore store;
    private final ReviewStory story;

    Comments(CommentStore store, ReviewStory story) {
        this.store = store;
        this.story = story;
    }

    @Transactional
    public Comment add(User by, Repository repository, PullRequest pr, String text) {
        if (text.isBlank() || text.length() > Opening.TEXT_LIMIT) {
            throw Problem.invalid(
                    "text",
                    "text: must have 1 to %d characters, had %d"
                            .formatted(Opening.TEXT_LIMIT, text.length()));
        }
        var comment = store.add(pr.id(), by.id(), text);
        story.commented(by.actor(), repository, pr);
        return comment;
    }

    /** Oldest first, at most 500. */
    public List<Comment> of(PullRequest pr) {
        return store.of(pr.id(), SHOWN);
    }
}
