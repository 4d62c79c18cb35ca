package dev.fairlead.code.store;

import dev.fairlead.work.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase.PackSource;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
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
        var attempt =
                new Attempt(
                        repository,
                        repository.state(),
                        repository.pruneVersion(),
                        changes,
                        listener);
        boolean applied;
        try {
            applied = Boolean.TRUE.equals(transaction.execute(_ -> attempt.run()));
        } catch (RuntimeException | Error e) {
            if (attempt.complete) {
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

    /** One run of the transaction. */
    private final class Attempt {
        private final GitRepository repository;
        private final State state;
        private final long pruneVersion;
        private final List<RefChange> changes;
        private final Consumer<List<ReceiveCommand>> listener;
        private boolean complete;

        Attempt(
                GitRepository repository,
                State state,
                long pruneVersion,
                List<RefChange> changes,
                Consumer<List<ReceiveCommand>> listener) {
            this.repository = repository;
            this.state = state;
            this.pruneVersion = pruneVersion;
            this.changes = changes;
            this.listener = listener;
        }

        boolean run() {
            var pending = repository.objects().pending();
            var pruned = rows.lock(repository.id());
            // What a push leans on may have been pruned since it began.
            if (pruned != pruneVersion && !pending.isEmpty()) {
                changes.forEach(change -> refuse(change, "objects were cleaned up: push again"));
                return false;
            }
            if (!mayMove()) {
                return false;
            }
            write();
            pending.forEach(pack -> rows.insert(repository.id(), pack));
            var due = CollectionRule.isDue(state.packs(), pending);
            rows.advance(repository.id(), due, false);
            if (due) {
                signals.raise(Collector.TOPIC);
            }
            var commands = changes.stream().map(RefChange::command).toList();
            commands.forEach(command -> command.setResult(Result.OK));
            listener.accept(commands);
            complete = true;
            return true;
        }

        private boolean mayMove() {
            var names = changes.stream().map(RefChange::name).toList();
            var targets = rows.targets(repository.id(), names);
            var conflicting = conflicting();
            var moved = 0;
            for (var change : changes) {
                var found = targets.get(change.name());
                if (!Objects.equals(found, change.expected())) {
                    moved++;
                    change.command()
                            .setResult(
                                    Result.LOCK_FAILURE,
                                    "somebody else moved it meanwhile: fetch and try again");
                } else if (change.creates() && conflicting.contains(change.name())) {
                    moved++;
                    refuse(change, "another ref has this name as its folder, or the reverse");
                }
            }
            if (moved > 0) {
                ReceiveCommand.abort(changes.stream().map(RefChange::command).toList());
            }
            return moved == 0;
        }

        /** Names to be created that cannot stand beside one that stays or is created too. */
        private Set<String> conflicting() {
            var created = names(RefChange::creates);
            var there = new HashSet<String>();
            if (!created.isEmpty()) {
                there.addAll(rows.conflicting(repository.id(), created));
                there.removeAll(names(RefChange::deletes));
                there.addAll(created);
            }
            var conflicting = new HashSet<String>();
            for (var name : created) {
                for (var slash = name.indexOf('/');
                        slash > 0;
                        slash = name.indexOf('/', slash + 1)) {
                    if (there.contains(name.substring(0, slash))) {
                        conflicting.add(name);
                    }
                }
                if (there.stream().anyMatch(other -> other.startsWith(name + "/"))) {
                    conflicting.add(name);
                }
            }
            return conflicting;
        }

        private void write() {
            var deleted = names(RefChange::deletes);
            if (!deleted.isEmpty()) {
                rows.remove(repository.id(), deleted);
            }
            // The last of two commands for one name is the one that counts.
            var put = new HashMap<String, GitRows.NewRef>();
            for (var change : changes) {
                if (!change.deletes()) {
                    put.put(change.name(), newRef(change));
                }
            }
            if (!put.isEmpty()) {
                rows.put(repository.id(), List.copyOf(put.values()));
            }
        }

        private GitRows.NewRef newRef(RefChange change) {
            var target = change.command().getNewId().name();
            return new GitRows.NewRef(change.name(), target, change.peeled(), change.byServer());
        }

        private Set<String> names(Predicate<RefChange> which) {
            return changes.stream()
                    .filter(which)
                    .map(RefChange::name)
                    .collect(Collectors.toCollection(HashSet::new));
        }

        private void refuse(RefChange change, String why) {
            change.command().setResult(Result.REJECTED_OTHER_REASON, why);
        }
    }
}
