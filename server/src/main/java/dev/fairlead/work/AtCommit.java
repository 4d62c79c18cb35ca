package dev.fairlead.work;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction brings about here and there, and what is done about all of it together, in the
 * transaction, right before it commits.
 *
 * @param <T> with equality by value: the same thing counts once
 */
public final class AtCommit<T> {
    private final Consumer<List<T>> work;

    public AtCommit(Consumer<List<T>> work) {
        this.work = work;
    }

    /** Does it at once where there is no transaction. */
    public void add(T one) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            gathered().all.add(one);
        } else {
            work.accept(List.of(one));
        }
    }

    /** Nothing is to be done about it any more. */
    public void remove(T one) {
        var found = found();
        if (found != null) {
            found.all.remove(one);
        }
    }

    @SuppressWarnings("unchecked") // bound below
    private @Nullable Gathered found() {
        return (Gathered) TransactionSynchronizationManager.getResource(this);
    }

    private Gathered gathered() {
        var found = found();
        if (found != null) {
            return found;
        }
        var gathered = new Gathered();
        TransactionSynchronizationManager.bindResource(this, gathered);
        TransactionSynchronizationManager.registerSynchronization(gathered);
        return gathered;
    }

    private final class Gathered implements TransactionSynchronization {
        private final Set<T> all = new LinkedHashSet<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            if (!all.isEmpty()) {
                work.accept(List.copyOf(all));
            }
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(AtCommit.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(AtCommit.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(AtCommit.this);
        }
    }
}
