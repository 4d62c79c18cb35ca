package dev.fairlead.code.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;

/** One run of the transaction that moves refs: compares, writes, and tells the listener. */
final class RefAttempt {
    private final GitRows rows;
    private final GitRepository repository;
    private final State state;
    private final long pruneVersion;
    private final List<RefChange> changes;
    private final Consumer<List<ReceiveCommand>> listener;
    private boolean due;
    private boolean complete;

    RefAttempt(
            GitRows rows,
            GitRepository repository,
            List<RefChange> changes,
            Consumer<List<ReceiveCommand>> listener)
            throws IOException {
        this.rows = rows;
        this.repository = repository;
        this.state = repository.state();
        this.pruneVersion = repository.pruneVersion();
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
        due = CollectionRule.isDue(state.packs(), pending);
        rows.advance(repository.id(), due, false);
        var commands = changes.stream().map(RefChange::command).toList();
        commands.forEach(command -> command.setResult(Result.OK));
        listener.accept(commands);
        complete = true;
        return true;
    }

    /** Whether the repository is worth collecting now. */
    boolean isDue() {
        return due;
    }

    /** Whether nothing was left to do but the commit. */
    boolean isComplete() {
        return complete;
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
            for (var slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
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
            var held = change.heldTip();
            if (held != null) {
                put.put(held.name(), held);
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
