package dev.fairlead.code.store;

import dev.fairlead.work.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase.PackSource;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one place where refs move: the lock on the repository's row, the comparison of every ref with
 * what its command expects, refs, packs and the listener's rows, one commit. Packs are durable
 * before it starts, so that the lock is held for a few milliseconds.
 */
@Component
class RefTransaction {
    /**
     * The collector's packs were replaced by somebody else meanwhile, or its repository is gone.
     */
    static final class Outrun extends IOException {
        private static final long serialVersionUID = 1;

        Outrun(String pack) {
            super("Somebody else has replaced " + pack + " meanwhile");
        }
    }

    private final GitRows rows;
    private final TransactionTemplate transaction;
    private final Signals signals;

    RefTransaction(GitRows rows, TransactionTemplate transaction, Signals signals) {
        this.rows = rows;
        this.transaction = transaction;
        this.signals = signals;
    }

    boolean apply(
            GitRepository repository,
            List<RefChange> changes,
            Consumer<List<ReceiveCommand>> listener)
            throws IOException {
        var attempt = new RefAttempt(rows, repository, changes, listener);
        boolean applied;
        try {
            applied = Boolean.TRUE.equals(transaction.execute(_ -> run(attempt)));
        } catch (RuntimeException | Error e) {
            if (attempt.isComplete()) {
                // The commit failed after everything was done: it may have happened or not, so the
                // packs are nobody's to delete but the sweeper's.
                repository.settled();
                throw new UnknownOutcome(e);
            }
            throw e;
        }
        if (applied) {
            repository.settled();
        }
        return applied;
    }

    private boolean run(RefAttempt attempt) {
        var done = attempt.run();
        if (attempt.isDue()) {
            signals.raise(Collector.TOPIC);
        }
        return done;
    }

    /** For the collector: new packs for old ones, in a transaction of its own. */
    void replacePacks(
            long repository,
            Collection<DfsPackDescription> packs,
            Collection<DfsPackDescription> replaced)
            throws IOException {
        var missing = new ArrayList<String>();
        transaction.executeWithoutResult(status -> {
            rows.lock(repository);
            packs.forEach(pack -> rows.insert(repository, pack));
            for (var pack : replaced) {
                if (!rows.discard(repository, pack.getPackName())) {
                    missing.add(pack.getPackName());
                }
            }
            rows.advance(repository, false, dropsGarbage(replaced));
            if (!missing.isEmpty()) {
                status.setRollbackOnly();
            }
        });
        if (!missing.isEmpty()) {
            throw new Outrun(missing.getFirst());
        }
    }

    /** A replaced pack of garbage may have held what a push under way leans on. */
    private static boolean dropsGarbage(Collection<DfsPackDescription> replaced) {
        return replaced.stream()
                .anyMatch(pack -> pack.getPackSource() == PackSource.UNREACHABLE_GARBAGE);
    }
}
