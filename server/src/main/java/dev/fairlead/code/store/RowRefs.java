package dev.fairlead.code.store;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsRefDatabase;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/** The refs of one request's state. Every way of changing one leads to {@link RefTransaction}. */
final class RowRefs extends DfsRefDatabase {
    private final GitRepository repository;

    RowRefs(GitRepository repository) {
        super(repository);
        this.repository = repository;
    }

    @Override
    public boolean performsAtomicTransactions() {
        return true;
    }

    @Override
    public BatchRefUpdate newBatchUpdate() {
        return new Batch(this, repository);
    }

    @Override
    public void refresh() {
        super.refresh();
        repository.refresh();
    }

    @Override
    protected RefCache scanAllRefs() throws IOException {
        var state = repository.state();
        return new RefCache(state.refs(), state.symbolic());
    }

    @Override
    protected boolean compareAndPut(Ref oldRef, Ref newRef) throws IOException {
        if (newRef.isSymbolic()) {
            throw new IOException("Symbolic refs never change: " + newRef.getName());
        }
        return move(newRef.getName(), oldRef, newRef.getObjectId());
    }

    @Override
    protected boolean compareAndRemove(Ref oldRef) throws IOException {
        return move(oldRef.getName(), oldRef, null);
    }

    /** What a tag peels to is stored when the ref is written, never while reading. */
    @Override
    protected void cachePeeledState(Ref oldLeaf, Ref newLeaf) {}

    /** There are none: who moved which ref is in the rows of pushes, with the pusher. */
    @Override
    public @Nullable ReflogReader getReflogReader(Ref ref) {
        return null;
    }

    private boolean move(String name, @Nullable Ref from, @Nullable ObjectId to)
            throws IOException {
        var command =
                new ReceiveCommand(
                        from == null ? ObjectId.zeroId() : orZero(from.getObjectId()),
                        orZero(to),
                        name);
        return repository.update(List.of(command), _ -> {});
    }

    private static ObjectId orZero(@Nullable ObjectId id) {
        return id == null ? ObjectId.zeroId() : id;
    }
}
