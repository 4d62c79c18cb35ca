package dev.fairlead.review;

import dev.fairlead.code.CommitStatusChanged;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Owes a look at pull requests when a build reports on their head or one of their branches moves,
 * and pays it a moment after. A trial merge does not belong into the transaction of a push.
 */
@Component
class Rechecks {
    private static final String TOPIC = "review";

    private final RecheckStore owed;
    private final PullRequestStore store;
    private final Repositories repositories;
    private final Standing standing;
    private final TransactionTemplate transaction;
    private final Signals signals;

    Rechecks(
            RecheckStore owed,
            PullRequestStore store,
            Repositories repositories,
            Standing standing,
            TransactionTemplate transaction,
            Signals signals,
            Workers workers) {
        this.owed = owed;
        this.store = store;
        this.repositories = repositories;
        this.standing = standing;
        this.transaction = transaction;
        this.signals = signals;
        workers.loop("pull request checks", TOPIC, Duration.ofSeconds(1), this::payOne);
    }

    @EventListener
    void on(CommitStatusChanged changed) {
        oweHead(changed.repository(), changed.sha());
    }

    void oweHead(Repository repository, String sha) {
        owed.oweHead(repository.id(), sha);
        signals.raise(TOPIC);
    }

    void oweBranch(Repository repository, String branch) {
        owed.oweBranch(repository.id(), branch);
        signals.raise(TOPIC);
    }

    /** One look in one transaction; false when none is owed. */
    boolean payOne() {
        return Boolean.TRUE.equals(
                transaction.execute(_ -> {
                    var taken = owed.take();
                    taken.ifPresent(this::look);
                    return taken.isPresent();
                }));
    }

    private void look(long id) {
        var pr = store.lock(id);
        if (pr.isOpen()) {
            standing.look(repositories.get(pr.repositoryId()), pr);
        }
    }
}
