package dev.fairlead.release;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Attempts a failed release once more, under its version and from its commit. */
@Component
public class Attempts {
    private final ReleaseStore store;
    private final Repositories repositories;
    private final ReleaseStory story;
    private final Signals signals;

    Attempts(ReleaseStore store, Repositories repositories, ReleaseStory story, Signals signals) {
        this.store = store;
        this.repositories = repositories;
        this.story = story;
        this.signals = signals;
    }

    @Transactional
    public void again(User by, Release shown) {
        var release = store.lock(shown.id());
        if (release.state() != Release.State.FAILED) {
            throw Problem.conflict(
                    "Release %s is %s: only a failed one can be attempted again."
                            .formatted(release.version(), release.state().word()));
        }
        store.attempted(release.id());
        story.begun(by.actor(), repositories.get(release.repositoryId()), release, "attempted");
        signals.raise(Releasing.TOPIC);
    }
}
