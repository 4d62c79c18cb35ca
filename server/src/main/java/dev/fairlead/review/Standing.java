package dev.fairlead.review;

import dev.fairlead.code.Repository;
import org.springframework.stereotype.Component;

/** Looks at an open pull request and writes down what it waits for: its row and its stop. */
@Component
class Standing {
    private final Assessor assessor;
    private final RecheckStore store;
    private final ReviewStory story;

    Standing(Assessor assessor, RecheckStore store, ReviewStory story) {
        this.assessor = assessor;
        this.store = store;
        this.story = story;
    }

    /** The caller holds the row of the pull request. */
    Assessment look(Repository repository, PullRequest pr) {
        var found = assessor.assess(repository, pr);
        store.found(pr.id(), found.holder(), found.review().writers().keySet());
        story.waits(repository, pr, found.holder());
        return found;
    }
}
