package dev.fairlead.build;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How long the logs, tests and artifacts of builds are kept. */
@Component
public class Retention {
    private final RetentionStore store;
    private final Access access;
    private final Audit audit;

    Retention(RetentionStore store, Access access, Audit audit) {
        this.store = store;
        this.access = access;
        this.audit = audit;
    }

    /** When a build's log, tests and artifacts went, and by which rule. */
    public record Expiry(Instant at, String rule) {}

    public RetentionRule of(Repository repository) {
        return store.rule(repository.id()).orElse(RetentionRule.DEFAULT);
    }

    /** Empty as long as all of it is kept. */
    public Optional<Expiry> expiry(Build build) {
        return store.expiry(build.id());
    }

    @Transactional
    public void set(User by, Repository repository, RetentionRule rule) {
        access.require(by, repository.projectId(), Role.ADMINISTER);
        store.set(repository.id(), rule);
        audit.record(
                by.actor(),
                "retention.changed",
                repository.toString(),
                Map.of("builds", rule.builds(), "days", rule.days()));
    }
}
