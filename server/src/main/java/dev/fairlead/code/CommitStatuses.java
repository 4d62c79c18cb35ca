package dev.fairlead.code;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The statuses of commits. */
@Component
public class CommitStatuses {
    private final CommitStatusStore store;
    private final ApplicationEventPublisher events;

    CommitStatuses(CommitStatusStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    /**
     * Sets its poster's status of the key in the current transaction; publishes {@link
     * CommitStatusChanged}.
     */
    @Transactional
    public void set(Repository repository, String sha, CommitStatus status) {
        store.put(repository.id(), sha, status);
        events.publishEvent(new CommitStatusChanged(repository, sha, status));
    }

    /** Of every poster, the latest first. */
    public List<CommitStatus> of(Repository repository, String sha) {
        return store.of(repository.id(), List.of(sha)).getOrDefault(sha, List.of());
    }

    /** By commit, the latest first; commits without any are missing. */
    public Map<String, List<CommitStatus>> of(Repository repository, Collection<String> shas) {
        return store.of(repository.id(), shas);
    }
}
